import { oc } from '@orpc/contract';
import * as z from 'zod';
import { fieldProblems, hostFields } from '#core/media-host/address';
import { hostProblems, testSteps } from '#core/media-host/problems';
import { mediaHostSettings } from '#core/media-host/settings';
import { resultOf } from './shapes';

const left = z.array(z.string());

export const mediaHost = {
  /** `overdue`: files that are not needed any more and could not be taken away yet. The secret itself never comes back. */
  get: oc.output(z.object({ settings: mediaHostSettings.nullable(), secret: z.enum(['kept', 'missing', 'locked']), overdue: z.number().int() })),
  /** `secret` null: the one that is kept. `left`: what is still at the place that was left, for a person to take away. */
  save: oc.input(z.object({ settings: mediaHostSettings, secret: z.string().max(1_000).nullable() }))
    .output(resultOf(z.object({ wrong: z.object({ field: z.enum(hostFields), problem: z.enum(fieldProblems) }).nullable(), left }))),
  remove: oc.output(z.object({ left })),
  /** Puts a tiny picture, fetches it as a network would, and takes it away. */
  test: oc.output(z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true) }), z.object({ ok: z.literal(false), step: z.enum(testSteps), problem: z.enum(hostProblems), detail: z.string() }),
  ])),
};
