import type { MediaFeature } from '#electron/features/media/media';
import { os } from './os';

export const createMediaApi = (media: Omit<MediaFeature, 'importMedia'>) => ({
  list: os.media.list.handler(({ input }) => [...media.list(input.brandId, input.limit)]),
  get: os.media.get.handler(({ input }) => [...media.get(input.ids)]),
  setAlt: os.media.setAlt.handler(({ input }) => media.setAlt(input.id, input.alt)),
  setFocus: os.media.setFocus.handler(({ input }) => media.setFocus(input.id, input.focus)),
  pick: os.media.pick.handler(async ({ input }) => {
    const { imported, refused } = await media.pick(input.brandId);
    return { imported: [...imported], refused: [...refused] };
  }),
  fit: os.media.fit.handler(({ input: { use, ...limits }, signal }) => media.fit(use, limits, signal)),
});
