/** A URN in a path is encoded whole, its colons too. */
export const postPath = (urn: string): string => `/rest/posts/${encodeURIComponent(urn)}`;
export const commentsPath = (urn: string): string => `/rest/socialActions/${encodeURIComponent(urn)}/comments`;
