import type { Brands } from '../features/brands/brands';
import type { Labels } from '../features/brands/labels';
import type { Sample } from '../features/sample/sample';
import { os } from './os';

export function createBrandsApi({ brands, labels, sample }: { readonly brands: Brands; readonly labels: Labels; readonly sample: Sample }) {
  return {
    list: os.brands.list.handler(() => brands.list()),
    create: os.brands.create.handler(({ input }) => brands.create(input)),
    update: os.brands.update.handler(({ input }) => brands.update({ ...input, patch: withoutUndefined(input.patch) })),
    remove: os.brands.remove.handler(({ input }) => brands.remove(input.id)),
    bin: os.brands.bin.handler(() => brands.bin()),
    restore: os.brands.restore.handler(({ input }) => brands.restore(input.id)),
    createSample: os.brands.createSample.handler(() => sample.create()),
    removeSample: os.brands.removeSample.handler(() => sample.setAside()),
    restoreSample: os.brands.restoreSample.handler(() => sample.takeBack()),
    labels: {
      list: os.brands.labels.list.handler(({ input }) => labels.list(input.brandId)),
      save: os.brands.labels.save.handler(({ input }) => labels.save(input)),
      remove: os.brands.labels.remove.handler(({ input }) => labels.remove(input.id)),
      restore: os.brands.labels.restore.handler(({ input }) => labels.restore(input.id)),
    },
  };
}

/** A key that is there without a value says nothing, and must not clear a column. */
type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const withoutUndefined = <T extends object>(patch: T): Given<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Given<T>;
