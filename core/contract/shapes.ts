import * as z from 'zod';
import { activityCodes } from '#core/activity';
import { errorCodes } from '#core/errors';
import { networkIds } from '#core/networks';
import { focus } from '#core/pictures/focus';
import { pictureProbe } from '#core/pictures/probe';
import { videoProbe } from '#core/videos/probe';
import { publicationStates } from '#core/posts/states';

/** Shapes that several features share. Times are UTC ms; ids are UUIDv7 text. */
export const id = z.uuid();
export const millis = z.number().int().min(-8.64e15).max(8.64e15);
export const wallTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
export const zoneId = z.string().min(1).max(64);
export const networkId = z.enum(networkIds);
export const publicationState = z.enum(publicationStates);
export const activityCode = z.enum(activityCodes);
export const colour = z.enum(['clay', 'moss', 'sky', 'plum', 'straw']);
export type Colour = z.infer<typeof colour>;
export const json: z.ZodType<import('#core/json').Json> = z.json();
export const jsonObject = z.record(z.string(), z.json());

export const appErrorShape = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  detail: z.string().optional(),
});
/** An expected failure is a value: `{ ok: false, error: { code } }`. */
export const resultOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: appErrorShape }),
  ]);

export const MAX_TEXT = 100_000;
/** UTF-16 units. Longer pastes are cut by the window before they get here, and the person is told. */
export const text = z.string().max(MAX_TEXT);
export const mediaUse = z.object({ assetId: id, alt: z.string().max(5_000) });
export const threadPart = z.object({ text, media: z.array(mediaUse).max(20) });
export const publicationContent = z.object({
  text: text.nullable(),
  media: z.array(mediaUse).max(35).nullable(),
  thread: z.array(threadPart).max(50),
  options: jsonObject,
});

export const asset = z.object({
  id, brandId: id, hash: z.string(), fileName: z.string(), mime: z.string(), bytes: z.number(), width: z.number(), height: z.number(),
  animated: z.boolean(), status: z.enum(['ok', 'corrupt', 'missing']), placeholder: z.string().nullable(), alt: z.string(), createdAt: millis,
  /** Null where nobody looked: it came in before Linnet did. */
  probe: pictureProbe.nullable().optional(),
  /** What a person wants every cut to keep in sight; null: Linnet looks for it. */
  focus: focus.nullable().optional(),
  /** Of videos only: what the bytes say besides type and size. */
  video: videoProbe.nullable().optional(),
});
export type Asset = z.infer<typeof asset>;

export const label = z.object({ id, brandId: id, name: z.string(), colour });
export type Label = z.infer<typeof label>;

/** The undo of what was just done; hand it to `planning.undo`. */
export const undo = z.object({ undoId: id });
