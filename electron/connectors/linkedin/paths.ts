/** A URN in a path is encoded whole, its colons too. */
export const postPath = (urn: string): string => `/rest/posts/${encodeURIComponent(urn)}`;
