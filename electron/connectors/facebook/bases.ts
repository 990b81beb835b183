export interface FacebookBases {
  /** Graph, without a trailing slash. */
  readonly api: string;
  /** The same Graph for the bytes of a Page's videos. */
  readonly video: string;
  /** Where the bytes of Reels and of Stories go. */
  readonly upload: string;
  /** The login page, Pages and posts. */
  readonly web: string;
}

export const liveBases: FacebookBases = { api: 'https://graph.facebook.com', video: 'https://graph-video.facebook.com', upload: 'https://rupload.facebook.com', web: 'https://www.facebook.com' };

/** A server of one's own that answers like Facebook. @param origin without a trailing slash */
export const basesAt = (origin: string): FacebookBases => ({ api: origin, video: origin, upload: origin, web: origin });

/** The version of Graph, the first part of every path. v25.0 is of 18 February 2026; checked 2026-11-21. */
export const VERSION = '/v25.0';
