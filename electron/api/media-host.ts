import type { MediaHostFeature } from '../features/media-host/media-host';
import { os } from './os';

export const createMediaHostApi = (host: MediaHostFeature) => ({
  get: os.mediaHost.get.handler(() => host.get()),
  save: os.mediaHost.save.handler(({ input }) => host.save(input.settings, input.secret)),
  remove: os.mediaHost.remove.handler(async () => ({ left: await host.remove() })),
  test: os.mediaHost.test.handler(() => host.test()),
});
