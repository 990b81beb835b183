export interface ThreadsBases {
  /** Without a trailing slash. */
  readonly api: string;
  /** The login page. */
  readonly login: string;
  /** Profiles. */
  readonly web: string;
}

export const liveBases: ThreadsBases = { api: 'https://graph.threads.net', login: 'https://threads.net', web: 'https://www.threads.com' };

/** A server of one's own that answers like Threads. @param origin without a trailing slash */
export const basesAt = (origin: string): ThreadsBases => ({ api: origin, login: origin, web: origin });

/** The version of the API, the first part of every path but those of tokens. */
export const VERSION = '/v1.0';

export const profileUrl = ({ web }: ThreadsBases, handle: string): string => `${web}/@${encodeURIComponent(handle)}`;
