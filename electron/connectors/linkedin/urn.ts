/** What a live post is called: the two kinds that the posts API deletes and links to. */
const POST = /^urn:li:(?:share|ugcPost):\d{1,30}$/;

export const isPostUrn = (text: string): boolean => POST.test(text);

/** `urn:li:person:…`, as the `sub` of the login's own profile names it. */
export const personUrn = (sub: string): string => `urn:li:person:${sub}`;
