import { describe, expect, it } from 'vitest';
import { appError } from '#core/errors';
import { err, ok } from '#core/result';
import { createSettingsStore } from '#db/settings';
import { createSample, type SampleDeps } from '#electron/features/sample/sample';
import shipped from '../../../../../resources/sample/brand.json';
import { createPlanningWorld, NOW } from '#test/support/planning-world';

const file = {
  brand: { name: 'Harrow & Clay', colour: 'clay', timeZone: 'Europe/Dublin', logo: 'mark.jpg' },
  labels: [{ name: 'Shop', colour: 'sky' }],
  accounts: [{ key: 'studio', name: 'Studio' }, { key: 'shop', name: 'Shop' }],
  slots: [{ account: 'studio', weekday: 2, time: '09:30' }, { account: 'shop', weekday: 2, time: '09:30' }],
  posts: [
    { dayOffset: -1, time: '10:00', text: 'Yesterday', media: [{ file: 'kiln.jpg', alt: 'A kiln' }], accounts: ['studio', 'shop'], state: 'published', labels: ['Shop'] },
    { dayOffset: 0, time: '08:00', text: 'This morning, meant to be scheduled', accounts: ['studio'], state: 'scheduled' },
    { dayOffset: 2, time: '18:00', text: 'The day after tomorrow', accounts: ['studio'], state: 'scheduled' },
    { dayOffset: 0, time: '23:00', text: 'Refused', accounts: ['shop'], state: 'failed' },
    { dayOffset: 0, time: null, text: 'An idea', state: 'draft' },
  ],
};

function world(change: Partial<SampleDeps> = {}) {
  const w = createPlanningWorld();
  const published: string[] = [];
  const history = new Map<string, readonly string[]>();
  const sample = createSample({
    ...w.rows, settings: createSettingsStore(w.db), clock: w.clock, newId: w.newId, loadSample: () => Promise.resolve(file), localZone: () => 'UTC',
    connectSampleAccounts: (brandId, names) => Promise.resolve(ok(names.map(({ key }) => ({ key, id: w.addAccount(brandId) })))),
    importSampleMedia: (brandId, name) => {
      const id = w.newId();
      w.sqlite.prepare("INSERT INTO assets (id, brand_id, hash, file_name, mime, bytes, width, height, status, created_at, updated_at) VALUES (?, ?, ?, ?, 'image/jpeg', 1, 1, 1, 'ok', 1, 1)").run(id, brandId, `hash-${name}`, name);
      return Promise.resolve(ok({ id }));
    },
    setSlots: w.setSlots, publishPast: ({ text }) => { published.push(text); return Promise.resolve(ok({ remoteId: 'r', permalink: 'http://127.0.0.1/r' })); },
    forgetSample: () => Promise.resolve(), writeHistory: (publication, lines) => { if (lines.length > 0) history.set(publication.state, lines.map((l) => l.code)); }, changes: { changed: () => undefined }, publisherWake: () => undefined, ...change,
  });
  const counts = () => ['brands', 'accounts', 'posts', 'publications', 'revisions', 'labels', 'post_labels', 'slots', 'assets', 'post_search'].map((table) => w.sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return { ...w, sample, published, counts, history };
}

describe('sample brand', () => {
  it('lies around today: nothing scheduled in the past, nothing sent in the future', async () => {
    const w = world();
    const brand = w.value(await w.sample.create());
    expect(brand).toMatchObject({ name: 'Harrow & Clay', isSample: true });
    const chips = w.planning.calendar({ brandId: brand.id, from: 0, to: 8e15 });
    expect(chips.map(({ title, state, wall }) => [title, state, wall])).toEqual([
      ['Yesterday', 'published', '2026-11-21T10:00'], ['Refused', 'failed', '2026-11-21T23:00'],
      ['This morning, meant to be scheduled', 'published', '2026-11-22T08:00'], ['The day after tomorrow', 'scheduled', '2026-11-24T18:00'],
    ]);
    expect(chips[0]).toMatchObject({ thumbHash: 'hash-kiln.jpg', publications: [{}, {}] });
    expect(w.brands.list().find(({ id }) => id === brand.id)?.logoAssetId).toBe(brand.logoAssetId);
    expect(w.sqlite.prepare('SELECT file_name FROM assets WHERE id = ?').pluck().get(brand.logoAssetId)).toBe('mark.jpg');
    expect(chips[0]?.labelIds).toHaveLength(1);
    expect(w.published).toEqual(['Yesterday', 'Yesterday', 'This morning, meant to be scheduled']);
    expect(w.posts.drafts({ brandId: brand.id, query: '', limit: 5 }).map(({ title }) => title)).toEqual(['An idea']);
    const [first] = chips[0]?.publications ?? [];
    expect(w.value(w.planning.nextSlot({ accountIds: [first?.accountId ?? ''] })).at).toBeGreaterThan(NOW);
  });

  it('shows how each post that needs a person came to that', async () => {
    const w = world();
    await w.sample.create();
    expect(Object.fromEntries([...w.history].map(([state, codes]) => [state, codes.at(-1)]))).toEqual({ published: 'verified', failed: 'rejected' });
  });

  it('is there once, and goes without a trace while everything else stays', async () => {
    const w = world();
    const own = w.addBrand('Mine');
    w.addPost(own, [w.addAccount(own)], 'stays');
    const before = w.counts();
    const first = w.value(await w.sample.create());
    expect(w.value(await w.sample.create()).id).toBe(first.id);
    expect(await Promise.all([w.sample.remove(), w.sample.remove()])).toMatchObject([{ ok: true }, { error: { code: 'busy' } }]);
    expect(w.counts()).toEqual(before);
    expect(w.sqlite.pragma('foreign_key_check')).toEqual([]);
    expect(await w.sample.remove()).toMatchObject({ error: { code: 'not-found' } });
  });

  it('is out of sight with one click, back as it was with another, and gone for good when nobody wants it back', async () => {
    const w = world();
    const brand = w.value(await w.sample.create());
    const made = w.counts();
    const rows = () => w.sqlite.prepare('SELECT * FROM publications ORDER BY id').all();
    const before = rows();
    w.value(await w.sample.setAside());
    expect([w.brands.list(), w.brands.bin(), w.brands.restore(brand.id).ok]).toEqual([[], [], false]);
    expect(w.value(await w.sample.takeBack())).toMatchObject({ id: brand.id });
    expect([w.brands.list().map(({ id }) => id), w.counts(), rows()]).toEqual([[brand.id], made, before]);
    await w.clock.advance(3_600_000);
    expect(w.counts()).toEqual(made);
    w.value(await w.sample.setAside());
    expect(await w.sample.setAside()).toMatchObject({ error: { code: 'not-found' } });
    await w.clock.advance(3_600_000);
    expect(w.counts().every((n) => n === 0)).toBe(true);
    expect(await w.sample.takeBack()).toMatchObject({ error: { code: 'undo-outdated' } });
  });

  it('makes a new one in the place of one that is on its way out, and spares it', async () => {
    const w = world();
    const first = w.value(await w.sample.create());
    w.value(await w.sample.setAside());
    const second = w.value(await w.sample.create());
    await w.clock.advance(3_600_000);
    expect(w.brands.list().map(({ id }) => id)).toEqual([second.id]);
    expect(second.id).not.toBe(first.id);
  });

  it('leaves nothing behind when the practice network does not start', async () => {
    const w = world({ connectSampleAccounts: () => Promise.resolve(err(appError('network-unavailable'))) });
    const before = w.counts();
    expect(await w.sample.create()).toMatchObject({ error: { code: 'network-unavailable' } });
    expect(w.counts()).toEqual(before);
  });

  it('ships with forty posts, each with its accounts, pictures and labels, whatever the hour it is asked for', async () => {
    for (const hour of [0, 9, 23]) {
      const written: number[] = [];
      const w = world({ loadSample: () => Promise.resolve(shipped), writeHistory: (_publication, lines) => { written.push(...lines.map(({ at }) => at)); } });
      w.clock.jump((hour - 9) * 3_600_000);
      const brand = w.value(await w.sample.create());
      expect(w.planning.calendar({ brandId: brand.id, from: 0, to: 8e15 }).length + w.posts.drafts({ brandId: brand.id, query: '', limit: 50 }).length).toBe(40);
      const rows = w.sqlite.prepare<[], { state: string; due_at: number | null }>('SELECT state, due_at FROM publications').all();
      expect(rows.filter(({ state, due_at }) => state === 'scheduled' && (due_at ?? 0) <= w.clock.now())).toEqual([]);
      expect(rows.filter(({ state, due_at }) => ['published', 'failed', 'missed', 'unconfirmed'].includes(state) && (due_at ?? Infinity) > w.clock.now())).toEqual([]);
      expect(written.filter((at) => at > w.clock.now())).toEqual([]);
      for (const post of shipped.posts) for (const label of post.labels) expect(shipped.labels.map(({ name }) => name)).toContain(label);
      w.value(await w.sample.remove());
      expect(w.counts().every((n) => n === 0)).toBe(true);
    }
  });

  it('is the only brand that can ever be deleted for good', () => {
    const w = world();
    const own = w.addBrand('Mine');
    expect(() => w.rows.brands.deleteForGood(own)).toThrow();
    expect(w.brands.list()).toHaveLength(1);
  });
});
