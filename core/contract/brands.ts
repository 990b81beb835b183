import { oc } from '@orpc/contract';
import * as z from 'zod';
import { colour, id, label, millis, resultOf, zoneId } from './shapes';

export const brand = z.object({
  id, name: z.string(), colour, logoAssetId: id.nullable(), timeZone: zoneId, voice: z.string(), guidelines: z.string(),
  /** One on a line. A link may have a name before its address. */
  wordsToUse: z.string(), wordsToAvoid: z.string(), links: z.string(),
  latenessLimitMs: z.number().int(), nativeHandover: z.boolean(), altRequired: z.boolean(), isSample: z.boolean(), createdAt: millis,
});
export type Brand = z.infer<typeof brand>;

const name = z.string().max(200);
const patch = z.object({
  name, colour, timeZone: zoneId, voice: z.string().max(20_000), guidelines: z.string().max(20_000),
  wordsToUse: z.string().max(20_000), wordsToAvoid: z.string().max(20_000), links: z.string().max(20_000), logoAssetId: id.nullable(),
  latenessLimitMs: z.number().int().min(0).max(7 * 86_400_000), nativeHandover: z.boolean(), altRequired: z.boolean(),
}).partial();

export const brands = {
  list: oc.output(z.array(brand)),
  create: oc.input(z.object({ name, colour, timeZone: zoneId })).output(resultOf(brand)),
  /** Changing the time zone re-resolves every future publication from its wall time, or keeps the instants, as asked. */
  update: oc.input(z.object({ id, patch, onZoneChange: z.enum(['keep-wall-time', 'keep-instant']).default('keep-wall-time') })).output(resultOf(brand)),
  remove: oc.input(z.object({ id })).output(resultOf(z.null())),
  /** Removed brands, last removed first. */
  bin: oc.output(z.array(brand.extend({ deletedAt: millis }))),
  restore: oc.input(z.object({ id })).output(resultOf(brand)),
  /** A brand with the practice network, forty posts around today, media and results. One at a time. */
  createSample: oc.output(resultOf(brand)),
  /** Out of sight at once; gone for good some minutes later, or with the next start. */
  removeSample: oc.output(resultOf(z.null())),
  /** Undoes `removeSample` while it can be. */
  restoreSample: oc.output(resultOf(brand)),
  labels: {
    list: oc.input(z.object({ brandId: id })).output(z.array(label)),
    save: oc.input(z.object({ brandId: id, id: id.optional(), name: z.string().max(60), colour })).output(resultOf(label)),
    remove: oc.input(z.object({ id })).output(resultOf(z.null())),
    /** Undoes a removal: the label is on its posts again. */
    restore: oc.input(z.object({ id })).output(resultOf(label)),
  },
};
