import { describe, expect, it } from 'vitest';
import { ok } from '#core/result';
import { createSettingsStore } from '#db/settings';
import { createSample, type SampleDeps } from '#electron/features/sample/sample';
import { createPlanningWorld } from '#test/support/planning-world';

const file = {
  brand: { name: 'Harrow & Clay', colour: 'clay', timeZone: 'Europe/Dublin', logo: 'mark.jpg' },
  labels: [{ name: 'Shop', colour: 'sky' }],
  accounts: [{ key: 'studio', name: 'Studio' }],
  slots: [{ account: 'studio', weekday: 2, time: '09:30' }],
  posts: [
    { dayOffset: -1, time: '10:00', text: 'Yesterday', media: [{ file: 'kiln.jpg', alt: 'A kiln' }], accounts: ['studio'], state: 'published', labels: ['Shop'] },
    { dayOffset: 2, time: '18:00', text: 'The day after tomorrow', accounts: ['studio'], state: 'scheduled' },
  ],
};

/** Runs of the app over one file. Each step that is not synchronous is a place to be killed at: from there on that run does nothing more. */
function world() {
  const w = createPlanningWorld();
  const own = w.addBrand('Mine');
  w.addPost(own, [w.addAccount(own)], 'stays');
  const forgotten: string[] = [];
  const start = (killAt: number) => {
    let steps = 0;
    let told = (): void => undefined;
    const killed = new Promise<'killed'>((resolve) => { told = () => { resolve('killed'); }; });
    const step = <T>(work: () => T): Promise<T> => {
      steps += 1;
      if (steps === killAt) told();
      return steps >= killAt ? new Promise<T>(() => undefined) : Promise.resolve(work());
    };
    const deps: SampleDeps = {
      ...w.rows, settings: createSettingsStore(w.db), clock: w.clock, newId: w.newId, localZone: () => 'UTC', loadSample: () => step(() => file),
      connectSampleAccounts: (brandId, names) => step(() => ok(names.map(({ key }) => ({ key, id: w.addAccount(brandId) })))),
      importSampleMedia: (brandId, name) => step(() => {
        const id = w.newId();
        w.sqlite.prepare("INSERT INTO assets (id, brand_id, hash, file_name, mime, bytes, width, height, status, created_at, updated_at) VALUES (?, ?, ?, ?, 'image/jpeg', 1, 1, 1, 'ok', 1, 1)").run(id, brandId, `hash-${name}`, name);
        return ok({ id });
      }),
      setSlots: w.setSlots, publishPast: () => step(() => ok({ remoteId: 'r', permalink: 'http://127.0.0.1/r' })),
      forgetSample: (brandId) => step(() => { forgotten.push(brandId); }), writeHistory: () => undefined, changes: { changed: () => undefined }, publisherWake: () => undefined,
    };
    return { sample: createSample(deps), killed, steps: () => steps };
  };
  const counts = () => ['brands', 'accounts', 'posts', 'publications', 'revisions', 'labels', 'post_labels', 'slots', 'assets', 'settings'].map((table) => w.sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return { ...w, start, counts, forgotten };
}

describe('a kill in the middle of making the sample brand', () => {
  it('leaves nothing of it after the next start, at whichever step', async () => {
    const whole = world();
    const run = whole.start(Infinity);
    await run.sample.create();
    expect(run.steps()).toBe(5);
    for (let killAt = 1; killAt <= run.steps(); killAt += 1) {
      const w = world();
      const before = w.counts();
      const first = w.start(killAt);
      void first.sample.create();
      expect(await first.killed).toBe('killed');
      const next = w.start(Infinity);
      const tidied = next.sample.tidy();
      // Before anything else of the start, and not only in the end.
      expect(w.sqlite.prepare("SELECT count(*) FROM brands WHERE is_sample = 1").pluck().get()).toBe(0);
      await tidied;
      expect([killAt, w.counts()]).toEqual([killAt, before]);
      expect(w.value(await next.sample.create()).name).toBe('Harrow & Clay');
      expect(w.sqlite.pragma('foreign_key_check')).toEqual([]);
    }
  });

  it('and in the middle of removing it: the next start goes on', async () => {
    const w = world();
    const before = w.counts();
    w.value(await w.start(Infinity).sample.create());
    const first = w.start(1);
    void first.sample.remove();
    expect(await first.killed).toBe('killed');
    const next = w.start(Infinity);
    await next.sample.tidy();
    expect(w.counts()).toEqual(before);
    expect(w.forgotten).toHaveLength(1);
  });

  it('and before a removal is final: the next start ends it', async () => {
    const w = world();
    const before = w.counts();
    const first = w.start(Infinity);
    w.value(await first.sample.create());
    w.value(await first.sample.setAside());
    await w.start(Infinity).sample.tidy();
    expect(w.counts()).toEqual(before);
  });

  it('but not after one that was taken back', async () => {
    const w = world();
    const first = w.start(Infinity);
    w.value(await first.sample.create());
    const made = w.counts();
    w.value(await first.sample.setAside());
    w.value(await first.sample.takeBack());
    await w.start(Infinity).sample.tidy();
    expect(w.counts()).toEqual(made);
  });

  it('and nowhere else: a whole sample brand stays', async () => {
    const w = world();
    const brand = w.value(await w.start(Infinity).sample.create());
    const made = w.counts();
    await w.start(Infinity).sample.tidy();
    expect(w.counts()).toEqual(made);
    expect(w.brands.list().map(({ id }) => id)).toContain(brand.id);
  });
});
