/** Where YouTube is. The only place that names the version of the API. */
export interface YoutubeBases {
  readonly api: string;
  /** Google's consent page. */
  readonly accounts: string;
  readonly tokens: string;
  /** Of the pages that people see. */
  readonly web: string;
  /** Of a video's short address, which has no query and leads to its page. */
  readonly short: string;
}

/** Of the Data API: between the host, or `/upload`, and a resource. */
export const VERSION = '/youtube/v3';

export const liveBases: YoutubeBases = { api: 'https://youtube.googleapis.com', accounts: 'https://accounts.google.com', tokens: 'https://oauth2.googleapis.com', web: 'https://www.youtube.com', short: 'https://youtu.be' };

/** A server of one's own that answers like Google. @param origin without a trailing slash */
export const basesAt = (origin: string): YoutubeBases => ({ api: origin, accounts: origin, tokens: origin, web: origin, short: origin });

/** Of a Short too: YouTube sends the reader on. */
export const permalinkOf = ({ short }: YoutubeBases, id: string): string => `${short}/${id}`;
