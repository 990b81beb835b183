/** Where Pinterest is. The only place that names the version of the API. */
export interface PinterestBases {
  /** With its version, without a trailing slash. */
  readonly api: string;
  readonly web: string;
  /** It is a server of one's own: uploads go to this machine, and only there. */
  readonly local: boolean;
}

export const API_VERSION = 'v5';

export const pinterestBases: PinterestBases = { api: `https://api.pinterest.com/${API_VERSION}`, web: 'https://www.pinterest.com', local: false };

/** A server of one's own that answers like Pinterest. @param origin without a trailing slash */
export const basesAt = (origin: string): PinterestBases => ({ api: `${origin}/${API_VERSION}`, web: origin, local: true });

export const permalinkOf = (bases: PinterestBases, id: string): string => `${bases.web}/pin/${id}/`;
