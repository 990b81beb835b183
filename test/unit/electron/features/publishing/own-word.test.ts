import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/clock';
import { createWorld, type World } from '#test/support/publishing-world';

/** A post that is out and that nobody can tell of. */
async function unconfirmed(): Promise<{ w: World; id: string }> {
  const w = createWorld();
  w.start();
  const id = w.add({ dueIn: SECOND });
  w.network.fail('commit', { kind: 'lost' });
  w.network.fail('find', { kind: 'cannot-tell' });
  await w.run(5 * SECOND);
  expect(w.row(id).state).toBe('unconfirmed');
  return { w, id };
}
const itIsThere = async (w: World, id: string, link: string | null = null) => {
  const answer = w.engine().decide(id, 'it-is-there', link);
  await w.run(SECOND);
  return answer;
};

describe('a person says that it is there', () => {
  it('and Linnet finds which post it is, and fetches it once', async () => {
    const { w, id } = await unconfirmed();
    expect(await itIsThere(w, id)).toEqual({ ok: true, value: null });
    expect(w.row(id)).toMatchObject({ state: 'published', remoteId: 'p1', permalink: 'https://fake.example/p1' });
    await w.run(MINUTE);
    expect(w.row(id).verifiedAt).not.toBeNull();
    expect(w.codes(id)).toContain('person-says-there');
  });

  for (const kind of ['cannot-tell', 'unavailable', 'throws', 'reauth'] as const) {
    it(`and their word holds when it is not found (${kind})`, async () => {
      const { w, id } = await unconfirmed();
      w.network.fail('find', { kind });
      expect(await itIsThere(w, id)).toEqual({ ok: true, value: null });
      expect(w.row(id)).toMatchObject({ state: 'published', remoteId: null, permalink: null, wakeAt: null });
      expect(w.store.openAttempt(id)).toBeNull();
    });
  }

  it('without a network, and their word holds', async () => {
    const { w, id } = await unconfirmed();
    w.setOnline(false);
    expect(await itIsThere(w, id)).toEqual({ ok: true, value: null });
    expect(w.row(id)).toMatchObject({ state: 'published', permalink: null });
  });

  it('and gives the link: it is kept, and the post is known by it', async () => {
    const { w, id } = await unconfirmed();
    expect(await itIsThere(w, id, ' https://fake.example/p1?utm_source=x#top ')).toEqual({ ok: true, value: null });
    expect(w.row(id)).toMatchObject({ state: 'published', remoteId: 'p1', permalink: 'https://fake.example/p1' });
  });

  it.each([
    'javascript:alert(1)', 'file:///etc/passwd', 'https://elsewhere.example/p1', 'https://fake.example@elsewhere.example/p1', 'https://user:word@fake.example/p1',
    'http://fake.example/p1', 'not a link', `https://fake.example/${'x'.repeat(3000)}`, 'data:text/html,x', '//fake.example/p1', 'https://fake.example.evil.example/p1',
  ])('and gives a link that is none of this account: refused, and nothing is noted (%s)', async (link) => {
    const { w, id } = await unconfirmed();
    const before = w.row(id);
    expect(await itIsThere(w, id, link)).toMatchObject({ ok: false, error: { code: 'link-elsewhere' } });
    expect(w.row(id)).toMatchObject({ state: 'unconfirmed', permalink: null, remoteId: before.remoteId });
  });
});
