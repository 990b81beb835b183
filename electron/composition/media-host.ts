import { randomBytes } from 'node:crypto';
import { objectName } from '#core/media-host/address';
import type { Http } from '../connectors/http/http';
import { createMediaPlace, lookFromOutside } from '../connectors/media-host/media-host';
import { ADDRESS_LIFE, createMediaHostFeature, type MediaHostDeps } from '../features/media-host/media-host';

/** The media host over our own road out. */
export const composeMediaHost = (deps: Pick<MediaHostDeps, 'clock' | 'store' | 'secrets' | 'changes' | 'onDefect'> & { readonly http: Http }) => createMediaHostFeature({
  ...deps, newName: (mime) => objectName(randomBytes(16), mime),
  connect: (settings, secret) => createMediaPlace({ http: deps.http, clock: deps.clock, life: ADDRESS_LIFE }, settings, secret),
  look: (address, put, signal) => lookFromOutside(deps.http, address, put, signal),
});
