import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import type { Id } from '#core/ids';
import { posts, revisions } from '#db/schema';
import { createWorld, type World, type WorldOptions } from '#test/support/publishing-world';

async function published(text: string, options: WorldOptions = {}, thread = 0): Promise<{ readonly world: World; readonly id: Id }> {
  const world = createWorld(options);
  world.start();
  const id = world.add({ text, dueIn: 0, thread });
  await world.run(MINUTE);
  expect(world.row(id).state).toBe('published');
  return { world, id };
}
const said = (world: World, postId: Id): readonly unknown[] =>
  world.database.db.select().from(revisions).all().filter((row) => row.postId === postId).map((row) => ({ reason: row.reason, text: row.snapshot.publications[0]?.text ?? row.snapshot.text }));
const words = (text: string) => ({ parts: [{ text, alts: [] }], options: {} });

describe('changing a post that is out', () => {
  it('changes it there and here, and keeps what it said before', async () => {
    const { world, id } = await published('Raku on Fryday');
    expect(world.engine().editOffer(id)).toMatchObject({ now: { parts: [{ text: 'Raku on Fryday', alts: [] }], options: {} }, text: true, altText: true, options: ['contentWarning'], unsure: null });
    expect(await world.engine().editOnNetwork(id, words('Raku on Friday'))).toEqual({ ok: true, value: null });
    expect(world.network.posts.map((post) => post.text)).toEqual(['Raku on Friday']);
    expect(world.job(id).text).toBe('Raku on Friday');
    expect(world.row(id)).toMatchObject({ state: 'published', text: null });
    const post = world.database.db.select().from(posts).all()[0];
    expect(post).toMatchObject({ text: 'Raku on Friday', title: 'Raku on Friday' });
    expect(said(world, world.row(id).postId)).toEqual([{ reason: 'typing', text: 'Raku on Fryday' }, { reason: 'edited', text: 'Raku on Friday' }]);
    expect(world.codes(id)).toContain('edited-on-network');
  });

  it('takes what may be changed and nothing else', async () => {
    const { world, id } = await published('One', {}, 1);
    const parts = [{ text: 'One', alts: [] }, { text: 'Two', alts: [] }];
    expect(await world.engine().editOnNetwork(id, { parts, options: { contentWarning: 'Fire', visibility: 'public' } })).toMatchObject({ ok: true });
    expect(world.job(id)).toMatchObject({ text: 'One', thread: [{ text: 'Two', media: [] }], options: { contentWarning: 'Fire' } });
    for (const wrong of [words('One'), { parts: [{ text: 'One', alts: ['a picture'] }, { text: 'Two', alts: [] }], options: {} }]) {
      expect(await world.engine().editOnNetwork(id, wrong)).toMatchObject({ ok: false, error: { code: 'not-allowed-now' } });
    }
  });

  it('words the network would refuse, a dead line and a post that is gone are said, and nothing is asked of the network', async () => {
    const { world, id } = await published('Fine');
    expect(await world.engine().editOnNetwork(id, words(' '))).toMatchObject({ ok: false, error: { code: 'has-problems' } });
    world.setOnline(false);
    expect(await world.engine().editOnNetwork(id, words('Better'))).toMatchObject({ ok: false, error: { code: 'offline' } });
    world.setOnline(true);
    expect(await world.engine().removeFromNetwork(id)).toMatchObject({ ok: true });
    expect(world.engine().editOffer(id)).toBeNull();
    expect(await world.engine().editOnNetwork(id, words('Better'))).toMatchObject({ ok: false, error: { code: 'not-allowed-now' } });
    expect(world.network.calls('edit')).toBe(0);
  });

  it.each(['lost', 'not-arrived'] as const)('an answer that never came (%s) is said; the words wait, and saving them again settles it', async (kind) => {
    const { world, id } = await published('Before');
    world.network.fail('edit', { kind });
    expect(await world.engine().editOnNetwork(id, words('After'))).toMatchObject({ ok: false, error: { code: 'outcome-unknown' } });
    expect(world.job(id).text).toBe('Before');
    expect(world.engine().editOffer(id)).toMatchObject({ unsure: { parts: [{ text: 'After' }] } });
    expect(await world.engine().editOnNetwork(id, words('After'))).toMatchObject({ ok: true });
    expect(world.engine().editOffer(id)).toMatchObject({ unsure: null, now: { parts: [{ text: 'After' }] } });
    expect(world.network.posts.map((post) => post.text)).toEqual(['After']);
  });

  it('a refusal changes nothing here, and what was typed is not called unsure', async () => {
    const { world, id } = await published('Before');
    world.network.fail('edit', { kind: 'rejected' });
    expect(await world.engine().editOnNetwork(id, words('After'))).toMatchObject({ ok: false, error: { code: 'network-refused' } });
    expect(world.job(id).text).toBe('Before');
    expect(world.engine().editOffer(id)).toMatchObject({ unsure: null });
    expect(world.codes(id)).toContain('edit-failed');
  });

  it('a login that died signs the account out, and the post stays published', async () => {
    const { world, id } = await published('Before');
    world.network.fail('edit', { kind: 'reauth' });
    expect(await world.engine().editOnNetwork(id, words('After'))).toMatchObject({ ok: false, error: { code: 'signed-out' } });
    expect(world.row(id).state).toBe('published');
  });

  it('a crash in the middle loses no words, and sends nothing by itself afterwards', async () => {
    let hold = false;
    const { world, id } = await published('Before', { latency: () => (hold ? new Promise<void>(() => undefined) : Promise.resolve()) });
    hold = true;
    void world.engine().editOnNetwork(id, words('After'));
    await world.settle();
    world.crash();
    hold = false;
    world.start();
    await world.run(MINUTE);
    expect(world.store.openAttempts()).toEqual([]);
    expect(world.engine().editOffer(id)).toMatchObject({ now: { parts: [{ text: 'Before' }] }, unsure: { parts: [{ text: 'After' }] } });
    expect(world.network.calls('edit')).toBe(1);
    expect(await world.engine().editOnNetwork(id, words('After'))).toMatchObject({ ok: true });
  });

  it('two at once: the second is told to wait', async () => {
    const { world, id } = await published('Before');
    const [first, second] = await Promise.all([world.engine().editOnNetwork(id, words('One')), world.engine().editOnNetwork(id, words('Two'))]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: false, error: { code: 'busy' } });
    expect(world.network.calls('edit')).toBe(1);
  });
});
