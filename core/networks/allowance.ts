import { z } from 'zod';

/** What the network itself said it still takes from an account, until `resetsAt`; where it never says (YouTube), what Linnet's own count leaves. */
export const allowanceSchema = z.object({
  unit: z.enum(['posts', 'calls', 'points', 'percent']),
  limit: z.number().int().positive(),
  left: z.number().int().nonnegative(),
  /** UTC ms; null where the network does not say. */
  resetsAt: z.number().int().nullable(),
});
export type Allowance = Readonly<z.infer<typeof allowanceSchema>>;
