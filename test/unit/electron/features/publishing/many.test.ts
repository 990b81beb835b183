import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { createWorld } from '#test/support/publishing-world';

describe('more than one page', () => {
  it('says of every post that it waits for the network, not only of the first five hundred', async () => {
    const w = createWorld();
    w.start();
    w.setOnline(false);
    const ids = Array.from({ length: 510 }, () => w.add({ dueIn: SECOND }));
    await w.run(2 * MINUTE, 10 * SECOND);
    expect(ids.filter((id) => !w.codes(id).includes('offline-waiting'))).toEqual([]);
  });

  it('asks about what a strict brand has missed behind five hundred that may still wait', async () => {
    const w = createWorld({ latenessLimitMs: 10 * HOUR, accounts: 2 });
    w.start();
    for (let i = 0; i < 505; i += 1) w.add({ dueIn: SECOND });
    const strict = w.newId();
    w.database.sqlite.exec(`INSERT INTO brands SELECT '${strict}', ${(w.database.sqlite.pragma('table_info(brands)') as { name: string }[]).slice(1).map((c) => c.name).join(', ')} FROM brands LIMIT 1`);
    w.database.sqlite.exec(`UPDATE brands SET lateness_limit_ms = ${5 * MINUTE} WHERE id = '${strict}'`);
    const last = w.add({ dueIn: 2 * SECOND, account: 1 });
    w.database.sqlite.exec(`UPDATE publications SET brand_id = '${strict}' WHERE id = '${last}'`);
    w.health(0, 'signed-out');
    w.health(1, 'signed-out');
    await w.run(20 * MINUTE, MINUTE);
    expect(w.row(last).state).toBe('missed');
  });

  it('follows what is handed over in as many reads for forty posts as for one', async () => {
    const reads = async (count: number): Promise<number> => {
      const w = createWorld({ nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY } });
      w.start();
      const ids = Array.from({ length: count }, () => w.add({ dueIn: 5 * HOUR }));
      await w.run(10 * SECOND);
      expect(ids.filter((id) => w.row(id).nativeRef === null)).toEqual([]);
      w.jobReads.count = 0;
      w.engine().wake();
      await w.run(0);
      return w.jobReads.count;
    };
    expect(await reads(40)).toBe(await reads(1));
  });
});
