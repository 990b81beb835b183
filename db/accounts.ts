import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { wakeAtFor } from '#core/posts/lead';
import type { AccountPatch, AccountRow, AccountStore, NewAccount } from '#electron/features/accounts/account-store';
import type { Db } from './open';
import { applyEvent } from './publication-state';
import { accounts, activity, attempts, brands, publications, slots } from './schema';

/** Accounts, their posting slots, and what waits for them. */
export function createAccountStore(db: Db): AccountStore {
  const byId = db.select().from(accounts).where(eq(accounts.id, sql.placeholder('id'))).prepare();
  const alive = isNull(accounts.deletedAt);
  const unsent = inArray(publications.state, ['draft', 'scheduled', 'hold', 'missed', 'failed']);

  return {
    byId: (id) => (byId.get({ id }) as AccountRow | undefined) ?? null,
    list: (brandId) => db.select().from(accounts).where(and(eq(accounts.brandId, brandId), alive)).orderBy(asc(accounts.position), asc(accounts.createdAt)).all(),
    all: () => db.select().from(accounts).where(alive).all(),
    byRemote: (brandId, network, serverUrl, remoteId) =>
      db.select().from(accounts).where(and(eq(accounts.brandId, brandId), eq(accounts.network, network), eq(accounts.serverUrl, serverUrl), eq(accounts.remoteId, remoteId))).get() ?? null,
    insert: (row: NewAccount) => db.insert(accounts).values(row).returning().get(),
    update: (id, patch: AccountPatch, now) => db.update(accounts).set({ ...patch, updatedAt: now }).where(eq(accounts.id, id)).returning().get() ?? null,
    brandExists: (brandId) => db.select({ id: brands.id }).from(brands).where(and(eq(brands.id, brandId), isNull(brands.deletedAt))).get() !== undefined,
    zoneOf: (brandId) => db.select({ zone: brands.timeZone }).from(brands).where(eq(brands.id, brandId)).get()?.zone ?? 'UTC',
    counts: (brandId, dayFrom, dayTo) => {
      // In the words of the index publications_waiting, which values handed in would not match.
      const waiting = db.select({ id: publications.accountId, n: count() }).from(publications)
        .where(and(eq(publications.brandId, brandId), sql`${publications.state} IN ('scheduled','publishing','hold')`, isNull(publications.deletedAt)))
        .groupBy(publications.accountId).all();
      // Of one day, so the index of the calendar answers it.
      const left = db.select({ id: publications.accountId, n: count() }).from(publications)
        .where(and(eq(publications.brandId, brandId), gte(publications.dueAt, dayFrom), lt(publications.dueAt, dayTo), inArray(publications.state, ['scheduled', 'publishing']), isNull(publications.deletedAt)))
        .groupBy(publications.accountId).all();
      const today = db.select({ id: publications.accountId, n: count() }).from(publications)
        .where(and(eq(publications.brandId, brandId), gte(publications.publishedAt, dayFrom), lt(publications.publishedAt, dayTo), isNull(publications.deletedAt)))
        .groupBy(publications.accountId).all();
      return { waiting: new Map(waiting.map((r) => [r.id, r.n])), left: new Map(left.map((r) => [r.id, r.n])), today: new Map(today.map((r) => [r.id, r.n])) };
    },
    holdWaiting: (accountId, now) => db.transaction((tx) => {
      const rows = tx.select({ id: publications.id, nativeRef: publications.nativeRef }).from(publications)
        .where(and(eq(publications.accountId, accountId), eq(publications.state, 'scheduled'), isNull(publications.deletedAt))).all();
      return rows.filter((row) => applyEvent(tx, row.id, 'hold', { wakeAt: row.nativeRef === null ? null : now }, now)).length;
    }),
    handedOver: (accountId) => db.select({ publicationId: publications.id, ref: publications.nativeRef }).from(publications)
      .where(and(eq(publications.accountId, accountId), isNotNull(publications.nativeRef), inArray(publications.state, ['scheduled', 'hold', 'draft', 'cancelled', 'missed']))).all()
      .flatMap(({ publicationId, ref }) => (ref === null ? [] : [{ publicationId, ref }])),
    tookBack: (publicationId, now) => {
      db.transaction((tx) => {
        const row = tx.select({ state: publications.state, dueAt: publications.dueAt }).from(publications).where(eq(publications.id, publicationId)).get();
        const wakeAt = row?.state === 'scheduled' && row.dueAt !== null ? Math.max(now, wakeAtFor(row.dueAt)) : null;
        tx.update(publications).set({ nativeRef: null, wakeAt, updatedAt: now }).where(eq(publications.id, publicationId)).run();
        tx.update(attempts).set({ step: 'answered', finishedAt: now, outcome: 'taken-back' })
          .where(and(eq(attempts.publicationId, publicationId), eq(attempts.kind, 'hand-over'), isNull(attempts.finishedAt))).run();
      });
    },
    /** Rows that failed or wait because the account was signed out look again at once. */
    wakeWaiting: (accountId, now) =>
      db.update(publications).set({ wakeAt: now, updatedAt: now })
        .where(and(eq(publications.accountId, accountId), eq(publications.state, 'scheduled'), lt(publications.dueAt, now))).run().changes,
    hasUnsent: (accountId) => db.select({ id: publications.id }).from(publications).where(and(eq(publications.accountId, accountId), unsent)).limit(1).get() !== undefined,
    slots: (accountId) => db.select({ weekday: slots.weekday, time: slots.time }).from(slots).where(and(eq(slots.accountId, accountId), isNull(slots.deletedAt))).orderBy(asc(slots.weekday), asc(slots.time)).all(),
    setSlots: (accountId, wanted, newId, now) => {
      db.transaction((tx) => {
        tx.delete(slots).where(eq(slots.accountId, accountId)).run();
        for (const slot of wanted) tx.insert(slots).values({ id: newId(), accountId, weekday: slot.weekday, time: slot.time, createdAt: now, updatedAt: now }).run();
      });
    },
    spentSince: (accountId, currency, from) => {
      // A publication goes out once: one line holds all of it, or, where a thread broke off, the parts until then.
      const each = db.select({ amount: sql<number>`max(json_extract(${activity.params}, '$.cost'))`.as('amount') }).from(activity)
        .where(and(eq(activity.accountId, accountId), isNotNull(activity.accountId), gte(activity.at, from), sql`json_extract(${activity.params}, '$.currency') = ${currency}`))
        .groupBy(activity.publicationId).all();
      return Math.round(each.reduce((sum, { amount }) => sum + (amount ?? 0), 0) * 1000) / 1000;
    },
    nextPosition: (brandId) => (db.select({ p: accounts.position }).from(accounts).where(eq(accounts.brandId, brandId)).orderBy(desc(accounts.position)).limit(1).get()?.p ?? -1) + 1,
  };
}
