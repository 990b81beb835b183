import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import { publishing as contract } from '#core/contract/publishing';
import { createActivityReader } from '#db/activity';
import { createMetricsStore } from '#db/metrics';
import { createPublicationRows } from '#db/publication-rows';
import { createTodayRows } from '#db/today';
import { createDesk, type Desk } from '#electron/features/publishing/desk';
import { createWorld, type World, ZONE } from '#test/support/publishing-world';

function deskOf(w: World): Desk {
  const { db } = w.database;
  return createDesk({
    clock: w.clock, publishing: w.engine(), rows: createTodayRows(db), publications: createPublicationRows(db), activity: createActivityReader(db), metrics: createMetricsStore(db),
    brands: () => [{ id: w.brandId, timeZone: ZONE }], chips: () => [], localZone: () => ZONE, renewsItself: () => true,
  });
}
const fits = (procedure: { readonly '~orpc': { readonly outputSchema?: unknown } }, value: unknown): void => {
  const schema = procedure['~orpc'].outputSchema as { readonly safeParse: (v: unknown) => { readonly success: boolean; readonly error?: unknown } };
  const read = schema.safeParse(value);
  expect(read.error ?? null).toBeNull();
};

describe('the desk', () => {
  it('answers in the shapes of the contract', async () => {
    const w = createWorld();
    w.start();
    const failed = w.add({ dueIn: SECOND });
    w.add({ dueIn: HOUR, text: 'later' });
    w.network.fail('commit', { kind: 'rejected' });
    await w.run(5 * SECOND);
    const desk = deskOf(w);
    fits(contract.status, desk.status());
    expect(desk.status()).toMatchObject({ paused: false, offline: false, running: 0, needsPerson: 1, next: { title: 'later', networks: ['practice'] } });
    const today = desk.today(w.brandId);
    fits(contract.today, today);
    expect(today.needs).toMatchObject([{ kind: 'publication', accountHandle: 'studio0', publication: { id: failed, problemCode: 'invalid' } }]);
    expect(today.brands).toEqual([{ brandId: w.brandId, needs: 1, today: 2 }]);
    fits(contract.publication, desk.publication(failed));
    fits(contract.activity, desk.activity(w.brandId, null, 100));
    expect(desk.activity(w.brandId, null, 100)[0]?.code).toBe('rejected');
    const again = await desk.retry(failed);
    fits(contract.retry, again);
    await w.run(5 * SECOND);
    expect(desk.today(w.brandId).recent).toMatchObject([{ publicationId: failed }]);
    fits(contract.readMetrics, await desk.readMetrics(w.brandId));
    expect(desk.today(w.brandId).recent).toMatchObject([{ likes: 3, views: 40 }]);
  });

  it('refuses what cannot be, with a code', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 10 * MINUTE });
    const desk = deskOf(w);
    const nobody = w.newId();
    expect(desk.publication(nobody)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await desk.lookNow(nobody)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    for (const answer of [desk.lookNow(id), desk.decide(id, 'send-it', null), desk.missed(id, 'now'), desk.retry(id), desk.removeFromNetwork(id)]) {
      expect(await answer).toMatchObject({ ok: false, error: { code: 'not-allowed-now' } });
    }
    fits(contract.pauseAll, await desk.pauseAll());
    expect(desk.status().paused).toBe(true);
    expect(desk.resumeAll().paused).toBe(false);
  });

  it('names accounts that need a person', async () => {
    const w = createWorld();
    w.start();
    w.add({ dueIn: HOUR });
    w.health(0, 'signed-out');
    await w.run(SECOND);
    expect(deskOf(w).today(null).needs).toMatchObject([{ kind: 'account', problem: 'signed-out', waiting: 1 }]);
  });
});
