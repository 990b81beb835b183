import { z } from 'zod';

// What the answers of all of Meta's Graphs have in common. Every answer is hostile until it fits.

/** `2026-11-22T09:00:00+0000` */
export const instant = z.string().max(40).transform((text, context) => {
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at)) context.addIssue('not a time');
  return at;
});

/** One bad entry must not hide the others, and must not pass for "it is not there". */
export const listOf = <T>(shape: z.ZodType<T>) => z.object({
  data: z.array(z.unknown()).max(1000).transform((all) => {
    const items = all.flatMap((one) => {
      const read = shape.safeParse(one);
      return read.success ? [read.data] : [];
    });
    return { items, whole: items.length === all.length };
  }),
  paging: z.object({ cursors: z.object({ after: z.string().min(1).max(2000).nullish().catch(null) }).nullish().catch(null), next: z.string().max(10_000).nullish().catch(null) }).nullish().catch(null),
}).transform(({ data, paging }) => {
  const hasMore = (paging?.next ?? null) !== null;
  const next = hasMore ? (paging?.cursors?.after ?? null) : null;
  // A page that says there are more and not how to get them.
  return { items: data.items, whole: data.whole && (!hasMore || next !== null), next };
});
