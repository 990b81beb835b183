import type { Clock, Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import { err, ok } from '#core/result';
import type { PostRows, PublicationRows } from '../posts/post-store';
import type { PostRow, PublicationRow } from '../posts/rows';
import { type PostPlan, postPlanFields, type PublicationPlan, publicationPlanFields, type UndoRows } from './planning-store';

export interface JournalDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly posts: PostRows;
  readonly publications: PublicationRows;
  readonly undo: UndoRows;
}

/** Remembers what a planning step changed, and puts it back. */
export interface Journal {
  /** Does the work and writes down what it changed on these posts. Call inside a transaction. */
  readonly record: (kind: string, postIds: readonly Id[], work: () => void) => Id;
  /** Puts everything of one entry back, or nothing. Call inside a transaction. */
  readonly undo: (undoId: Id) => AppResult<null>;
}

export function createJournal({ clock, newId, posts, publications, undo }: JournalDeps): Journal {
  const plansOf = (postIds: readonly Id[]) => ({
    posts: new Map(posts.byIds(postIds).map((row) => [row.id, pick(row, postPlanFields)])),
    publications: new Map(publications.ofPosts(postIds).map((row) => [row.id, pick(row, publicationPlanFields)])),
  });

  return {
    record: (kind, postIds, work) => {
      const ids = [...new Set(postIds)];
      const before = plansOf(ids);
      work();
      const after = plansOf(ids);
      const id = newId();
      undo.add({ id, at: clock.now(), kind, entry: { posts: differences(before.posts, after.posts), publications: differences(before.publications, after.publications) } });
      return id;
    },

    undo: (undoId) => {
      const row = undo.byId(undoId);
      if (row === null || row.usedAt !== null) return err(appError('nothing-to-undo'));
      const postById = new Map(posts.byIds(row.entry.posts.map(({ id }) => id)).map((post) => [post.id, post]));
      const publicationById = new Map(publications.byIds(row.entry.publications.map(({ id }) => id)).map((publication) => [publication.id, publication]));
      const untouched = row.entry.posts.every(({ id, before, after }) => isAsLeft(postById.get(id), before, after, []))
        && row.entry.publications.every(({ id, before, after }) => isAsLeft(publicationById.get(id), before, after, notPlanned(before, after)));
      if (!untouched) return err(appError('undo-outdated'));
      const now = clock.now();
      for (const { id, before } of row.entry.posts) posts.update(id, { ...before, updatedAt: now });
      for (const { id, before, after } of row.entry.publications) putBack(id, before, after, publicationById.get(id), now);
      undo.markUsed(undoId, now);
      return ok(null);
    },
  };

  function putBack(id: Id, before: PublicationPlan, after: PublicationPlan, current: PublicationRow | undefined, now: Millis): void {
    const { committedAt: _witness, ...plan } = before;
    // Only what the step had changed: a post brought back from the bin keeps what its network answered meanwhile.
    const fields = Object.fromEntries(Object.entries(plan).filter(([key, value]) => value !== after[key as keyof PublicationPlan])) as Partial<PublicationPlan>;
    // The attempt that was running is over; the scheduler begins a new one.
    const state = fields.state === 'publishing' ? { state: 'scheduled' as const, wakeAt: now } : {};
    const inHandOfNetwork = current?.nativeRef !== null && current?.nativeRef !== undefined && ('dueAt' in fields || 'state' in fields);
    const restored = publications.putBack(id, current?.state ?? after.state, { ...fields, ...state, ...(inHandOfNetwork ? { wakeAt: now } : {}), updatedAt: now });
    if (!restored) throw new Error('A publication moved while its undo was being written');
  }
}

/** The scheduler moves these on its own, and problems follow the state; they do not make an undo outdated. */
const restless: ReadonlySet<string> = new Set(['wakeAt', 'problemCode', 'problemDetail', 'committedAt']);

/** When the state or the time was changed, neither may have gone on since: what is published is never taken back. */
const notPlanned = (before: PublicationPlan, after: PublicationPlan): readonly (keyof PublicationPlan)[] =>
  before.state !== after.state || before.dueAt !== after.dueAt ? ['state', 'committedAt', 'deletedAt'] : [];

function isAsLeft<T extends PostPlan | PublicationPlan>(current: (PostRow | PublicationRow) | undefined, before: T, after: T, also: readonly (keyof T)[]): boolean {
  if (current === undefined) return false;
  const now = current as unknown as T;
  const changed = (Object.keys(after) as (keyof T)[]).filter((key) => before[key] !== after[key] && !restless.has(String(key)));
  return [...changed, ...also].every((key) => now[key] === after[key]);
}

function pick<T, K extends keyof T>(row: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, row[key]])) as Pick<T, K>;
}

function differences<T extends object>(before: ReadonlyMap<Id, T>, after: ReadonlyMap<Id, T>): { readonly id: Id; readonly before: T; readonly after: T }[] {
  return [...before].flatMap(([id, was]) => {
    const is = after.get(id);
    return is === undefined || Object.keys(was).every((key) => was[key as keyof T] === is[key as keyof T]) ? [] : [{ id, before: was, after: is }];
  });
}
