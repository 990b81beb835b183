export interface XBases {
  readonly api: string;
  /** Login page and permalinks. */
  readonly web: string;
}

export const liveBases: XBases = { api: 'https://api.x.com', web: 'https://x.com' };

/** The version of the API, the first part of every path. */
export const VERSION = '/2';
