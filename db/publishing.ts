import { next, type PublicationState } from '#core/posts/states';
import type { DueQuery, Job, JobPatch, Lane, PublishingStore, Write } from '#electron/features/publishing/publishing-store';
import { createActivityWriter } from './activity';
import { createAttemptRows } from './attempts';
import type { Db } from './open';

const JOB = `
  p.id, p.post_id AS postId, p.brand_id AS brandId, p.account_id AS accountId, p.network, p.state, p.state_since AS stateSince,
  o.title, coalesce(p.text, o.text) AS text, coalesce(p.media, o.media) AS media, p.thread, p.options, p.due_at AS dueAt, p.wake_at AS wakeAt,
  p.remote_key AS remoteKey, p.saved, p.committed_at AS committedAt, p.attempt_count AS attemptCount, p.prepared_at AS preparedAt,
  p.native_ref AS nativeRef, p.remote_id AS remoteId, p.permalink, p.published_at AS publishedAt, p.verified_at AS verifiedAt, p.gone_at AS goneAt,
  p.problem_code AS problemCode, p.created_at AS createdAt, p.deleted_at AS deletedAt, b.lateness_limit_ms AS latenessLimitMs, b.time_zone AS timeZone,
  (b.native_handover AND a.native_handover) AS nativeAllowed, a.health AS accountHealth, a.paused_at IS NOT NULL AS accountPaused,
  a.deleted_at IS NOT NULL AS accountGone, a.limits`;
const JOINS = 'JOIN posts o ON o.id = p.post_id JOIN brands b ON b.id = p.brand_id JOIN accounts a ON a.id = p.account_id';

type JobRow = { readonly [K in keyof Job]: Job[K] extends boolean ? number : Job[K] extends object | null ? string | null : Job[K] } & { readonly media: string; readonly thread: string; readonly options: string; readonly saved: string };

const asJob = (r: JobRow): Job => ({
  ...r, media: JSON.parse(r.media) as Job['media'], thread: JSON.parse(r.thread) as Job['thread'], options: JSON.parse(r.options) as Job['options'],
  saved: JSON.parse(r.saved) as Job['saved'], limits: r.limits === null ? null : JSON.parse(r.limits as unknown as string) as Job['limits'],
  nativeAllowed: r.nativeAllowed === 1, accountPaused: r.accountPaused === 1, accountGone: r.accountGone === 1,
} as Job);

/** What each lane takes. A row that may be public already never gets into a lane that sends. */
const LANES: Readonly<Record<Lane, string>> = {
  send: `p.state = 'scheduled' AND p.native_ref IS NULL AND p.committed_at IS NULL AND p.due_at <= @now AND a.paused_at IS NULL AND b.deleted_at IS NULL`,
  prepare: `p.state = 'scheduled' AND p.native_ref IS NULL AND p.committed_at IS NULL AND p.due_at > @now AND a.paused_at IS NULL AND b.deleted_at IS NULL`,
  look: `(p.state IN ('publishing', 'unconfirmed', 'published') OR p.native_ref IS NOT NULL OR (p.state = 'scheduled' AND p.committed_at IS NOT NULL))`,
};

/** The claim's query; its plan is tested. Blocked accounts stay in the index and are passed over. */
export const dueSql = (lane: Lane): string => `
  SELECT ${JOB} FROM publications p INDEXED BY publications_wake CROSS JOIN accounts a ON a.id = p.account_id
  JOIN posts o ON o.id = p.post_id JOIN brands b ON b.id = p.brand_id
  WHERE p.wake_at IS NOT NULL AND p.wake_at <= @now AND p.deleted_at IS NULL AND a.health = 'ok' AND a.deleted_at IS NULL AND ${LANES[lane]}
    AND p.account_id NOT IN (SELECT value FROM json_each(@accounts)) AND p.network NOT IN (SELECT value FROM json_each(@networks))
  ORDER BY p.wake_at LIMIT @limit OFFSET @offset`;

/** Publications with an open attempt to hand over; its plan is tested. */
export const openHandoversSql = `
  SELECT ${JOB} FROM attempts t INDEXED BY attempts_open CROSS JOIN publications p ON p.id = t.publication_id
  JOIN posts o ON o.id = p.post_id JOIN brands b ON b.id = p.brand_id JOIN accounts a ON a.id = p.account_id
  WHERE t.finished_at IS NULL AND t.kind = 'hand-over'`;

export const heldRefsSql = `
  SELECT p.native_ref AS ref FROM attempts t INDEXED BY attempts_open CROSS JOIN publications p ON p.id = t.publication_id
  WHERE t.finished_at IS NULL AND t.kind = 'hand-over' AND p.account_id = @accountId AND p.id <> @except AND p.native_ref IS NOT NULL`;

/** What one brand's networks could keep, earliest first; its plan is tested. Brands are few, and over all at once there is no index in this order. */
export const handoverSql = `
  SELECT ${JOB} FROM publications p INDEXED BY publications_calendar CROSS JOIN accounts a ON a.id = p.account_id
  JOIN posts o ON o.id = p.post_id JOIN brands b ON b.id = p.brand_id
  WHERE p.brand_id = @brandId AND p.due_at IS NOT NULL AND p.due_at BETWEEN @from AND @to AND p.deleted_at IS NULL
    AND p.state = 'scheduled' AND p.native_ref IS NULL AND p.committed_at IS NULL AND p.network IN (SELECT value FROM json_each(@networks))
    AND a.native_handover = 1 AND a.health = 'ok' AND a.paused_at IS NULL AND a.deleted_at IS NULL
  ORDER BY p.due_at LIMIT @limit`;

/** Its plan is tested. */
export const doubtedSql = `
  SELECT ${JOB} FROM publications p INDEXED BY publications_wake CROSS JOIN accounts a ON a.id = p.account_id
  JOIN posts o ON o.id = p.post_id JOIN brands b ON b.id = p.brand_id
  WHERE p.wake_at IS NOT NULL AND p.wake_at > 0 AND p.deleted_at IS NULL AND p.state = 'scheduled' AND p.native_ref IS NULL AND p.committed_at IS NULL
    AND p.due_at > @now AND p.created_at < @since AND p.network IN (SELECT value FROM json_each(@networks)) AND p.account_id NOT IN (SELECT value FROM json_each(@accounts))
    AND coalesce(json_extract(p.saved, '$.linnet.heldAsked'), 0) <> @since AND a.health = 'ok' AND a.deleted_at IS NULL
  ORDER BY p.wake_at LIMIT @limit`;

const twinSql = `
  SELECT 1 FROM publications p JOIN posts o ON o.id = p.post_id JOIN publications q ON q.account_id = p.account_id AND q.id <> p.id JOIN posts r ON r.id = q.post_id
  WHERE p.id = @id AND q.deleted_at IS NULL AND (q.remote_id = @remoteId OR (q.remote_id IS NULL AND coalesce(q.text, r.text) = coalesce(p.text, o.text))) LIMIT 1`;

const COLUMNS: { readonly [K in keyof JobPatch]-?: string } = {
  wakeAt: 'wake_at', dueAt: 'due_at', dueWall: 'due_wall', dueZone: 'due_zone', remoteKey: 'remote_key', saved: 'saved', committedAt: 'committed_at',
  attemptCount: 'attempt_count', preparedAt: 'prepared_at', nativeRef: 'native_ref', remoteId: 'remote_id', permalink: 'permalink', publishedAt: 'published_at',
  verifiedAt: 'verified_at', goneAt: 'gone_at', problemCode: 'problem_code', problemDetail: 'problem_detail',
};

export function createPublishingStore(db: Db): PublishingStore {
  const sqlite = db.$client;
  const attempts = createAttemptRows(db);
  const log = createActivityWriter(db);
  const prepared = new Map<string, ReturnType<typeof sqlite.prepare>>();
  /** The shapes of writes are few, so each is compiled once. */
  const statement = (sql: string): ReturnType<typeof sqlite.prepare> => {
    const known = prepared.get(sql) ?? sqlite.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const jobs = (sql: string, params: object): readonly Job[] => (statement(sql).all(params) as JobRow[]).map(asJob);

  function writeOne(w: Write): boolean {
    const current = statement('SELECT state, due_at AS dueAt FROM publications WHERE id = ?').get(w.id) as { readonly state: PublicationState; readonly dueAt: number | null } | undefined;
    if (current === undefined || !w.from.includes(current.state)) return false;
    const state = w.event === undefined ? current.state : next(current.state, w.event) ?? (w.publishedAnyway === true ? 'published' : null);
    if (state === null) return false;
    const sets: string[] = ['updated_at = ?'];
    const values: unknown[] = [w.at];
    if (state !== current.state) {
      sets.push('state = ?', 'state_since = ?');
      values.push(state, w.at);
    }
    for (const [key, value] of Object.entries(w.set ?? {})) {
      sets.push(`${COLUMNS[key as keyof JobPatch]} = ?`);
      values.push(key === 'saved' ? JSON.stringify(value) : value);
    }
    if (w.wake !== undefined && w.wake.unlessMovedFrom === current.dueAt) {
      sets.push('wake_at = ?');
      values.push(w.wake.at);
    }
    // A compare and set against what was read two lines above: nothing else runs in between, and the condition says so.
    if (statement(`UPDATE publications SET ${sets.join(', ')} WHERE id = ? AND state = ?`).run([...values, w.id, current.state]).changes !== 1) return false;
    if (w.newAttempt !== undefined) attempts.insert(w.newAttempt);
    if (w.attempt !== undefined) attempts.patch(w.attempt.id, w.attempt.patch);
    if (w.activity !== undefined) log(w.activity);
    return true;
  }

  return {
    due: ({ lane, now, limit, offset = 0, withoutAccounts, withoutNetworks }: DueQuery) =>
      jobs(dueSql(lane), { now, limit, offset, accounts: JSON.stringify(withoutAccounts), networks: JSON.stringify(withoutNetworks) }),
    nextWake: (after) => (statement(nextWakeSql).get({ after }) as { readonly at: number | null }).at,
    job: (id) => jobs(`SELECT ${JOB} FROM publications p ${JOINS} WHERE p.id = @id`, { id })[0] ?? null,
    write: (writes) => db.transaction(() => writes.map(writeOne), { behavior: 'immediate' }),
    log,
    openAttempts: attempts.open,
    openAttempt: attempts.openOf,
    openHandovers: () => {
      const known = new Map(jobs(openHandoversSql, {}).map((job) => [job.id, job]));
      if (known.size === 0) return [];
      return attempts.open().flatMap((attempt) => {
        const job = attempt.kind === 'hand-over' ? known.get(attempt.publicationId) : undefined;
        return job === undefined ? [] : [{ attempt, job }];
      });
    },
    heldRefs: (accountId, except) => (statement(heldRefsSql).all({ accountId, except }) as { readonly ref: string }[]).map(({ ref }) => ref),
    overdueBlocked: (now, waiting, limit, offset) => jobs(`
      SELECT ${JOB} FROM publications p INDEXED BY publications_wake ${JOINS}
      WHERE p.wake_at IS NOT NULL AND p.wake_at <= @now AND p.deleted_at IS NULL AND (p.state = 'publishing' OR (p.state = 'scheduled' AND p.due_at <= @now))
        AND (a.health <> 'ok' OR a.deleted_at IS NOT NULL OR p.account_id IN (SELECT value FROM json_each(@waiting))) ORDER BY p.wake_at LIMIT @limit OFFSET @offset`, { now, waiting: JSON.stringify(waiting), limit, offset }),
    handoverCandidates: ({ from, to, networks, limit, offset }) => {
      const givers = statement('SELECT id FROM brands WHERE native_handover = 1 AND deleted_at IS NULL').all({}) as { readonly id: string }[];
      const first = givers.flatMap(({ id }) => jobs(handoverSql, { brandId: id, from, to, networks: JSON.stringify(networks), limit: offset + limit }));
      return first.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)).slice(offset, offset + limit);
    },
    doubted: ({ networks, withoutAccounts, ...rest }) => jobs(doubtedSql, { ...rest, networks: JSON.stringify(networks), accounts: JSON.stringify(withoutAccounts) }),
    mayBeAnother: (id, remoteId) => statement(twinSql).get({ id, remoteId }) !== undefined,
    pullLooks: (now) => {
      statement(`UPDATE publications SET wake_at = @now WHERE wake_at > @now AND wake_at IS NOT NULL AND deleted_at IS NULL AND state IN ('publishing', 'unconfirmed')`).run({ now });
      statement(`UPDATE publications SET wake_at = max(@now, due_at) WHERE wake_at > @now AND wake_at IS NOT NULL AND deleted_at IS NULL AND state = 'scheduled' AND wake_at > due_at`).run({ now });
    },
    publishedSince: (brandId, since, limit) => jobs(`
      SELECT ${JOB} FROM publications p ${JOINS}
      WHERE p.brand_id = @brandId AND p.published_at IS NOT NULL AND p.published_at >= @since AND p.deleted_at IS NULL AND p.state = 'published'
        AND p.gone_at IS NULL AND p.remote_id IS NOT NULL AND a.health = 'ok' AND a.deleted_at IS NULL
      ORDER BY p.published_at DESC LIMIT @limit`, { brandId, since, limit }),
  };
}

export const nextWakeSql = 'SELECT min(wake_at) AS at FROM publications WHERE wake_at IS NOT NULL AND deleted_at IS NULL AND wake_at > @after';
