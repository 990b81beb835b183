import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { toWallTime } from '#core/time';
import { takeBackUp } from '#test/support/back-up';
import { ZONE, type WorldOptions } from '#test/support/publishing-world';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

const world = (options: WorldOptions = {}): WholeWorld => {
  const w = createWholeWorld({ byText: true, ...options });
  w.start();
  return w;
};
const resume = (w: WholeWorld) => () => { w.start(); w.engine().resumeAll(); };
const reword = (w: WholeWorld, id: string, text: string): void => { w.database.sqlite.prepare('UPDATE posts SET text = ? WHERE id = ?').run(text, w.row(id).postId); };
const plan = (w: WholeWorld, id: string, hours: number): void => { expect(w.planning.move({ postId: w.row(id).postId, wall: toWallTime(w.clock.now() + hours * HOUR, ZONE) })).toMatchObject({ ok: true }); };

describe('what the replaced file knows', () => {
  it('keeps a post that was reworded after the back-up, and published, from going out again with its old words', async () => {
    const w = world();
    const id = w.add({ dueIn: 9 * HOUR, text: 'Old words' });
    const putBack = takeBackUp(w);
    reword(w, id, 'New words');
    plan(w, id, 1);
    await w.run(2 * HOUR, 20_000);
    const out = w.row(id);
    expect(out.state).toBe('published');
    putBack(resume(w));
    await w.run(9 * HOUR, 20_000);
    expect(w.network.posts.map(({ text }) => text)).toEqual(['New words']);
    expect(w.row(id)).toMatchObject({ state: 'published', remoteId: out.remoteId, permalink: out.permalink, publishedAt: out.publishedAt, dueAt: out.dueAt, text: null });
    expect(w.job(id).text).toBe('New words');
    expect(w.codes(id)).toEqual(expect.arrayContaining(['commit-started', 'published', 'carried-over']));
    expect(w.codes(id)).not.toContain('missed');
  });

  it('gives only those accounts the words that went out where the post is still ahead at others', async () => {
    const w = world({ accounts: 2 });
    const id = w.add({ dueIn: 9 * HOUR, text: 'Old words' });
    const other = w.add({ dueIn: 9 * HOUR, account: 1 });
    w.database.sqlite.prepare('UPDATE publications SET post_id = ? WHERE id = ?').run(w.row(id).postId, other);
    const putBack = takeBackUp(w);
    reword(w, id, 'New words');
    w.database.sqlite.prepare('UPDATE publications SET due_at = ?, wake_at = ? WHERE id = ?').run(w.clock.now() + HOUR, w.clock.now() + HOUR, id);
    w.engine().wake();
    await w.run(2 * HOUR, 20_000);
    putBack(resume(w));
    expect([w.job(id).text, w.job(other).text, w.row(id).state, w.row(other).state]).toEqual(['New words', 'Old words', 'published', 'scheduled']);
    await w.run(9 * HOUR, 20_000);
    expect(w.network.posts.map(({ text }) => text)).toEqual(['New words', 'Old words']);
  });

  it('leaves a plan that nothing came of as the back-up has it', async () => {
    const w = world();
    const id = w.add({ dueIn: 3 * HOUR, text: 'Old words' });
    const putBack = takeBackUp(w);
    reword(w, id, 'New words');
    plan(w, id, 20);
    await w.run(HOUR, 20_000);
    putBack(resume(w));
    await w.run(3 * HOUR, 20_000);
    expect(w.network.posts.map(({ text }) => text)).toEqual(['Old words']);
    expect(w.codes(id)).not.toContain('carried-over');
  });

  it('looks for a post whose answer got lost by the words that were sent', async () => {
    const w = world();
    const id = w.add({ dueIn: 9 * HOUR, text: 'Old words' });
    const putBack = takeBackUp(w);
    reword(w, id, 'New words');
    plan(w, id, 1);
    w.network.fail('commit', { kind: 'lost' });
    w.crashAt('commit-answered');
    await w.run(2 * HOUR, 20_000);
    putBack(resume(w));
    await w.run(9 * HOUR, 20_000);
    expect(w.network.posts.map(({ text }) => text)).toEqual(['New words']);
    expect(w.row(id).state).toBe('published');
  });

  for (const tellsNames of [true, false]) {
    it(`knows what a network keeps${tellsNames ? '' : ', where its list names nothing'}, and gives it the back-up's words and time`, async () => {
      const w = world({ native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, nativeHandover: true, tellsNames });
      void w.engine().pauseAll();
      const id = w.add({ dueIn: 5 * HOUR, text: 'Old words' });
      const putBack = takeBackUp(w);
      reword(w, id, 'New words');
      plan(w, id, 9);
      w.engine().resumeAll();
      await w.run(10 * MINUTE, 5_000);
      expect(w.row(id).nativeRef).not.toBeNull();
      putBack(resume(w));
      expect(w.row(id)).toMatchObject({ state: 'scheduled', nativeRef: 's1' });
      await w.run(10 * HOUR, 20_000);
      expect(w.network.posts.map(({ text }) => text)).toEqual(['Old words']);
      expect(w.row(id).state).toBe('published');
    });
  }

  it('follows what a network keeps although the back-up calls it missed', async () => {
    const w = world({ native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, nativeHandover: true });
    void w.engine().pauseAll();
    const id = w.add({ dueIn: HOUR, text: 'Old words' });
    const putBack = takeBackUp(w);
    plan(w, id, 6);
    w.engine().resumeAll();
    await w.run(2 * HOUR, 20_000);
    putBack(resume(w));
    await w.run(8 * HOUR, 20_000);
    expect([w.network.posts.length, w.row(id).state]).toEqual([1, 'published']);
  });

  it('brings no post back that the back-up does not know, and changes nothing when it is done twice', async () => {
    const w = world();
    const putBack = takeBackUp(w);
    w.add({ dueIn: MINUTE });
    await w.run(5 * MINUTE);
    putBack(resume(w));
    expect(w.database.sqlite.prepare('SELECT count(*) FROM publications').pluck().get()).toBe(0);
  });
});
