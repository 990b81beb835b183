export interface TiktokBases {
  /** All without a trailing slash. */
  readonly api: string;
  /** Login page, profiles and posts. */
  readonly web: string;
}

export const liveBases: TiktokBases = { api: 'https://open.tiktokapis.com', web: 'https://www.tiktok.com' };

/** A server of one's own that answers like both. @param origin without a trailing slash */
export const basesAt = (origin: string): TiktokBases => ({ api: origin, web: origin });

/** The version of the API, the first part of every path. */
export const VERSION = '/v2';

/** Without a name (a login that may not ask for it) there is only the front page. */
export const profileUrl = ({ web }: Pick<TiktokBases, 'web'>, handle: string): string => (handle === '' ? web : `${web}/@${encodeURIComponent(handle)}`);
export const videoUrl = (bases: Pick<TiktokBases, 'web'>, handle: string, id: string): string => `${profileUrl(bases, handle)}/video/${id}`;

/** The address of an upload is as good as a key, so the bytes go nowhere but to TikTok, or to the server that stands for it. */
export function isUploadAddress(address: string, { api }: Pick<TiktokBases, 'api'>): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.origin === new URL(api).origin || (url.protocol === 'https:' && url.port === '' && url.hostname.endsWith('.tiktokapis.com'));
}
