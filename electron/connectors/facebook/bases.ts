export interface FacebookBases {
  /** Graph, without a trailing slash. */
  readonly api: string;
  /** The login page, Pages and posts. */
  readonly web: string;
}

export const liveBases: FacebookBases = { api: 'https://graph.facebook.com', web: 'https://www.facebook.com' };

/** A server of one's own that answers like Facebook. @param origin without a trailing slash */
export const basesAt = (origin: string): FacebookBases => ({ api: origin, web: origin });

/** The version of Graph, the first part of every path. v25.0 is of 18 February 2026; checked 2026-11-21. */
export const VERSION = '/v25.0';
