import type { Attempt, AttemptPatch } from '#electron/features/publishing/publishing-store';
import type { Id } from '#core/ids';
import type { Db } from './open';

const ATTEMPT = `id, publication_id AS publicationId, number, kind, key, step, started_at AS startedAt, committing_at AS committingAt,
  finished_at AS finishedAt, outcome, detail`;
const COLUMNS: { readonly [K in keyof AttemptPatch]-?: string } =
  { step: 'step', committingAt: 'committing_at', finishedAt: 'finished_at', outcome: 'outcome', detail: 'detail' };

/** Tries to publish. Written inside the transactions of `db/publishing.ts`. */
export function createAttemptRows(db: Db) {
  const sqlite = db.$client;
  const insert = sqlite.prepare(`INSERT INTO attempts (id, publication_id, number, kind, key, step, started_at, committing_at, finished_at, outcome, detail)
    VALUES (@id, @publicationId, @number, @kind, @key, @step, @startedAt, @committingAt, @finishedAt, @outcome, @detail)`);
  const open = sqlite.prepare(`SELECT ${ATTEMPT} FROM attempts WHERE finished_at IS NULL ORDER BY started_at, id`);
  const openOf = sqlite.prepare(`SELECT ${ATTEMPT} FROM attempts WHERE publication_id = ? AND finished_at IS NULL ORDER BY number DESC LIMIT 1`);
  return {
    insert: (attempt: Attempt): void => { insert.run(attempt); },
    patch: (id: Id, patch: AttemptPatch): void => {
      const fields = Object.entries(patch);
      if (fields.length === 0) return;
      sqlite.prepare(`UPDATE attempts SET ${fields.map(([key]) => `${COLUMNS[key as keyof AttemptPatch]} = ?`).join(', ')} WHERE id = ?`).run([...fields.map(([, value]) => value), id]);
    },
    open: (): readonly Attempt[] => open.all() as Attempt[],
    openOf: (publicationId: Id): Attempt | null => (openOf.get(publicationId) as Attempt | undefined) ?? null,
  };
}
