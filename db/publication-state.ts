import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import { next, type PublicationEvent, type PublicationState, publicationEvents, publicationStates } from '#core/posts/states';
import { publications } from './schema';
import type { PublicationRow, Queries } from './tables';

/** What may be written together with a change of state. The state itself comes from the table alone. */
export type PublicationPatch = Partial<Omit<PublicationRow, 'id' | 'postId' | 'brandId' | 'accountId' | 'network' | 'state' | 'stateSince' | 'createdAt' | 'updatedAt'>>;

interface Step { readonly from: PublicationState; readonly to: PublicationState }

const steps = Object.fromEntries(publicationEvents.map((event) => [event, publicationStates.flatMap((from): readonly Step[] => {
  const to = next(from, event);
  return to === null ? [] : [{ from, to }];
})])) as unknown as { readonly [E in PublicationEvent]: readonly Step[] };

/** These begin something new, so they never touch what lies in the bin. An answer about something already sent may. */
const notFromTheBin: ReadonlySet<PublicationEvent> = new Set(['schedule', 'claim', 'resume', 'send-again', 'hold']);

/**
 * The only way a stored publication changes its state: compare and set, in one statement. The row moves by the
 * transition table from whatever state it is in now; when that state does not allow the event, nothing is written.
 *
 * @returns whether the row moved. `false` also when there is no such row, or when it lies in the bin and the event would send it.
 */
export function applyEvent(tx: Queries, publicationId: Id, event: PublicationEvent, patch: PublicationPatch, now: Millis): boolean {
  const legal = steps[event];
  if (legal.length === 0) return false;
  const target = sql<PublicationState>`CASE ${publications.state} ${sql.join(legal.map(({ from, to }) => sql`WHEN ${from} THEN ${to}`), sql` `)} END`;
  const result = tx.update(publications)
    .set({
      ...patch,
      state: target,
      // Scheduling what is scheduled is a move, not a new state.
      stateSince: sql`CASE WHEN ${publications.state} = ${target} THEN ${publications.stateSince} ELSE ${now} END`,
      updatedAt: now,
    })
    .where(and(
      eq(publications.id, publicationId),
      inArray(publications.state, legal.map(({ from }) => from)),
      notFromTheBin.has(event) ? isNull(publications.deletedAt) : undefined,
    ))
    .run();
  return result.changes === 1;
}
