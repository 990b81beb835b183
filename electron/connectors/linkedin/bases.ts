/** Where LinkedIn lives. Injected, so that the same connector runs against a server on this machine. */
export interface LinkedinBases {
  /** Origin of the API. */
  readonly api: string;
  /** Origin of the site: login pages, tokens and permalinks. */
  readonly web: string;
  /** Upload addresses on this machine are taken only when this is set. */
  readonly allowHttp: boolean;
}

/** Checked 2026-11-21 against the networks' facts. */
export const linkedinBases: LinkedinBases = { api: 'https://api.linkedin.com', web: 'https://www.linkedin.com', allowHttp: false };

/**
 * The version of every versioned call (`LinkedIn-Version: YYYYMM`). Each lives for at least twelve months, then LinkedIn answers
 * 426. 202609 was the newest seen on 2026-11-21; this is the only place that names it.
 */
export const API_VERSION = '202609';
