import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { toWallTime } from '#core/time';
import { takeBackUp } from '#test/support/back-up';
import { ZONE, type WorldOptions } from '#test/support/publishing-world';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

/** A network that knows no keys: what is out is found by its words alone. */
const world = (options: WorldOptions = {}): WholeWorld => {
  const w = createWholeWorld({ byText: true, ...options });
  w.start();
  return w;
};
const inHours = (w: WholeWorld, hours: number): string => toWallTime(w.clock.now() + hours * HOUR, ZONE);
const earlier = async (w: WholeWorld, id: string, hours: number): Promise<void> => {
  expect(w.planning.move({ postId: w.row(id).postId, wall: inHours(w, hours) })).toMatchObject({ ok: true });
  await w.run(hours * HOUR + 2 * MINUTE, 20 * SECOND);
  expect(w.row(id).state).toBe('published');
};
const resume = (w: WholeWorld) => () => { w.start(); w.engine().resumeAll(); };
const restored = async (w: WholeWorld): Promise<void> => {
  const putBack = takeBackUp(w, { unreadable: true });
  await w.run(MINUTE);
  putBack(resume(w));
};
const asked = { state: 'missed', problemCode: 'held-unclear', remoteId: null };

describe('a post that went out between the back-up and its restore', () => {
  for (const [name, native] of [['', {}], [', on a network that keeps posts too', { native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, nativeHandover: true }]] as const) {
    it(`is found before its later time sends it again${name}`, async () => {
      const w = world(native);
      const id = w.add({ dueIn: 9 * HOUR });
      const putBack = takeBackUp(w, { unreadable: true });
      await earlier(w, id, 1);
      putBack(resume(w));
      await w.run(9 * HOUR, 20 * SECOND);
      expect(w.network.posts).toHaveLength(1);
      expect(w.row(id)).toMatchObject({ state: 'published', remoteId: 'p1' });
      expect(w.codes(id)).toContain('looked-found');
    });
  }

  it('is looked for once, at its time and not before', async () => {
    const w = world();
    const id = w.add({ dueIn: 2 * HOUR, media: 1 });
    await restored(w);
    await w.run(HOUR + 57 * MINUTE, 20 * SECOND);
    expect(w.network.calls('find')).toBe(0);
    w.network.fail('commit', { kind: 'unavailable' });
    await w.run(10 * MINUTE, 5 * SECOND);
    expect([w.network.calls('find'), w.network.calls('commit'), w.row(id).state]).toEqual([1, 2, 'published']);
    const later = w.add({ dueIn: HOUR });
    w.database.sqlite.prepare('UPDATE publications SET created_at = ? WHERE id = ?').run(w.clock.now(), later);
    await w.run(2 * HOUR, 20 * SECOND);
    expect([w.row(later).state, w.network.calls('find')]).toEqual(['published', 1]);
  });

  it('is asked about where the network cannot tell, goes out when a person says so, and not before', async () => {
    const w = world();
    const id = w.add({ dueIn: HOUR });
    await restored(w);
    w.network.fail('find', { kind: 'cannot-tell' });
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id)).toMatchObject(asked);
    expect([w.network.calls('commit'), w.store.openAttempt(id)]).toEqual([0, null]);
    w.network.fail('find', { kind: 'cannot-tell' });
    expect(w.planning.move({ postId: w.row(id).postId, wall: inHours(w, 1) })).toMatchObject({ ok: true });
    await w.run(2 * HOUR, 20 * SECOND);
    expect([w.row(id).state, w.network.posts.length]).toEqual(['published', 1]);
  });

  it('is settled by a person where the network lets nobody look: it is there, or send it', async () => {
    const w = world({ network: 'linkedin', id: 'linkedin' });
    const out = w.add({ dueIn: 9 * HOUR });
    const notOut = w.add({ dueIn: 9 * HOUR });
    const putBack = takeBackUp(w, { unreadable: true });
    await earlier(w, out, 1);
    putBack(resume(w));
    for (const _ of [out, notOut]) w.network.fail('find', { kind: 'cannot-tell' });
    await w.run(9 * HOUR, 20 * SECOND);
    for (const id of [out, notOut]) expect(w.row(id)).toMatchObject(asked);
    const finds = w.network.calls('find');
    expect(await w.engine().decide(out, 'send-it', null)).toMatchObject({ ok: false });
    expect(await w.engine().decide(out, 'it-is-there', 'https://elsewhere.example/p1')).toMatchObject({ ok: false, error: { code: 'link-elsewhere' } });
    expect(await w.engine().decide(out, 'it-is-there', 'https://fake.example/p1')).toMatchObject({ ok: true });
    expect(w.row(out)).toMatchObject({ state: 'published', remoteId: 'p1', permalink: 'https://fake.example/p1', problemCode: null });
    expect(await w.engine().missed(notOut, 'now')).toMatchObject({ ok: true });
    await w.run(HOUR, 20 * SECOND);
    expect(w.row(notOut).state).toBe('published');
    expect([w.network.posts.length, w.network.calls('find')]).toEqual([2, finds]);
    expect(w.codes(out)).toContain('person-says-there');
  });

  it('is taken for out on a person’s word alone, and nothing is looked for or sent', async () => {
    const w = world({ network: 'linkedin', id: 'linkedin' });
    const id = w.add({ dueIn: HOUR });
    await restored(w);
    w.network.fail('find', { kind: 'cannot-tell' });
    await w.run(3 * HOUR, 20 * SECOND);
    expect(await w.engine().decide(id, 'it-is-there', null)).toMatchObject({ ok: true });
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'published', remoteId: null });
    expect([w.network.calls('find'), w.network.calls('commit')]).toEqual([1, 0]);
  });

  it('is asked about where looking is forbidden, and where only a part of its thread is there', async () => {
    const w = world();
    const ids = [w.add({ dueIn: HOUR }), w.add({ dueIn: HOUR, thread: 2 })] as const;
    w.database.sqlite.prepare(`UPDATE publications SET saved = '{"part:0":"x"}' WHERE id = ?`).run(ids[1]);
    await restored(w);
    w.network.fail('find', { kind: 'rejected' });
    await w.run(3 * HOUR, 20 * SECOND);
    for (const id of ids) expect(w.row(id)).toMatchObject(asked);
    expect(w.network.calls('commit')).toBe(0);
  });

  it('waits while the network cannot be read, and looks again', async () => {
    const w = world();
    const id = w.add({ dueIn: 3 * HOUR });
    const putBack = takeBackUp(w, { unreadable: true });
    await earlier(w, id, 1);
    putBack(resume(w));
    for (const kind of ['unavailable', 'reauth', 'unavailable'] as const) w.network.fail('find', { kind });
    await w.run(2 * HOUR, 20 * SECOND);
    w.health(0, 'ok');
    await w.run(10 * MINUTE, 5 * SECOND);
    expect([w.network.posts.length, w.row(id).state]).toEqual([1, 'published']);
  });

  it('is not taken for another one with the same words', async () => {
    const w = world();
    const first = w.add({ dueIn: HOUR, text: 'Good morning' });
    const second = w.add({ dueIn: 5 * HOUR, text: 'Good morning' });
    const putBack = takeBackUp(w, { unreadable: true });
    await w.run(2 * HOUR, 20 * SECOND);
    putBack(resume(w));
    expect(w.row(first).state).toBe('missed');
    await w.run(5 * HOUR, 20 * SECOND);
    expect(w.row(second)).toMatchObject(asked);
    expect(w.network.posts).toHaveLength(1);
  });

  it('is found as far back as the first of two restores', async () => {
    const w = world();
    const id = w.add({ dueIn: 30 * HOUR });
    const first = takeBackUp(w, { unreadable: true });
    await earlier(w, id, 1);
    first(resume(w));
    const second = takeBackUp(w, { unreadable: true });
    await w.run(2 * HOUR, MINUTE);
    second(resume(w));
    await w.run(29 * HOUR, 5 * MINUTE);
    expect([w.network.posts.length, w.row(id).state, w.row(id).remoteId]).toEqual([1, 'published', 'p1']);
  });

  it('is found too when the file lost its last writes and nobody knows since when', async () => {
    const w = world();
    const id = w.add({ dueIn: 9 * HOUR });
    const putBack = takeBackUp(w, { unreadable: true });
    await earlier(w, id, 1);
    putBack(() => {
      w.database.sqlite.exec("UPDATE settings SET value = json_remove(value, '$.since') WHERE key = 'data.lost-tail'");
      resume(w)();
    });
    await w.run(9 * HOUR, 20 * SECOND);
    expect([w.network.posts.length, w.row(id).state]).toEqual([1, 'published']);
  });
});
