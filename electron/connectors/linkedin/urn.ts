/** What a live post is called: the two kinds that the posts API deletes and links to. */
const POST = /^urn:li:(?:share|ugcPost):\d{1,30}$/;
const ORGANISATION = /^urn:li:organization:(\d{1,30})$/;

export const isPostUrn = (text: string): boolean => POST.test(text);

/** `urn:li:person:…`, as the `sub` of the login's own profile names it. */
export const personUrn = (sub: string): string => `urn:li:person:${sub}`;

/** The number of a company page; null for a person. */
export const organisationId = (urn: string): string | null => ORGANISATION.exec(urn)?.[1] ?? null;
export const isOrganisation = (urn: string): boolean => organisationId(urn) !== null;

/** Rest.li's own way of writing several in a query: each is encoded, what stands around them is not. */
export const restList = (urns: readonly string[]): string => `List(${urns.map(encodeURIComponent).join(',')})`;
