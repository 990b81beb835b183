import type { MediaHostSettings } from '#core/media-host/settings';

/** Where a secret may go, and as whom. */
export const loginOf = (settings: MediaHostSettings): string =>
  (settings.kind === 's3' ? `s3 ${settings.endpoint} ${settings.keyId}` : `webdav ${new URL(settings.address).origin} ${settings.user}`);
