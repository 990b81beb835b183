import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedWords, HIT_END, HIT_START, snippetOf } from '#electron/features/search/snippet';
import { createPlanningWorld } from '#test/support/planning-world';

const shown = (text: string | undefined): string | undefined => text?.replaceAll(HIT_START, '[').replaceAll(HIT_END, ']');

describe('search', () => {
  it('takes anything a person may type, and never fails', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    w.addPost(brand, [w.addAccount(brand)], 'The kiln is on. Über 20 % off, NEAR the market AND more');
    const typed = fc.oneof(
      fc.string({ maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.array(fc.constantFrom('"', "'", '*', '(', ')', ':', '^', '-', '+', 'AND', 'OR', 'NOT', 'NEAR', 'NEAR(', 'text:', 'brand :', '{own}', '👩‍👩‍👧', 'مرحبا', '陶', '\u0000', '\u200f', '; DROP TABLE posts'), { maxLength: 12 }).map((parts) => parts.join(' ')),
    );
    fc.assert(fc.property(typed, fc.boolean(), (query, all) => {
      for (const hit of w.search({ brandId: all ? null : brand, query, limit: 5 })) expect(hit.brandId).toBe(brand);
      w.posts.drafts({ brandId: brand, query, limit: 5 });
    }), { numRuns: 500 });
  });

  it('finds all the words, the last one by its beginning, without case and accents, and marks them', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    w.addPost(brand, [w.addAccount(brand)], 'Café opens\non Friday: see the café', '2026-11-25T10:00');
    const find = (query: string) => w.search({ brandId: brand, query, limit: 5 });
    expect(shown(find('cafe fri')[0]?.snippet)).toBe('[Café] opens on [Friday]: see the [café]');
    expect(find('cafe fri')[0]).toMatchObject({ title: 'Café opens', state: 'draft', networks: ['practice'], at: Date.UTC(2026, 10, 25, 10) });
    expect(find('caf friday')).toEqual([]);
    expect(find('saturday')).toEqual([]);
    expect(find('  ')).toEqual([]);
    expect(find('"café')).toHaveLength(1);
    expect(find('AND')).toEqual([]);
  });

  it('finds what only a publication says, right-to-left text, and an emoji', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const account = w.addAccount(brand);
    const post = w.addPost(brand, [account], 'Base');
    w.value(w.posts.save({ id: post.id, version: 1, text: 'Base', media: [], publications: [{ accountId: account, text: 'Only here: porcelain', media: null, thread: [], options: {} }] }));
    expect(shown(w.search({ brandId: brand, query: 'porcel', limit: 5 })[0]?.snippet)).toBe('Only here: [porcelain]');
    w.addPost(brand, [], 'شكرا لكم جميعا 🎉');
    expect(shown(w.search({ brandId: brand, query: 'لكم', limit: 5 })[0]?.snippet)).toBe('شكرا [لكم] جميعا 🎉');
    expect(w.search({ brandId: null, query: '🎉', limit: 5 })).toHaveLength(1);
  });

  it('gives the first picture of a post, and none that cannot be read', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const addAsset = (status: string): string => {
      const id = w.newId();
      w.sqlite.prepare("INSERT INTO assets (id, brand_id, hash, file_name, mime, bytes, width, height, status, created_at, updated_at) VALUES (?, ?, ?, 'a.png', 'image/png', 1, 1, 1, ?, 0, 0)").run(id, brand, `hash of ${id}`, status);
      return id;
    };
    const addWith = (text: string, assetIds: readonly string[]): void => {
      const post = w.addPost(brand, [], text);
      w.value(w.posts.save({ id: post.id, version: 1, text, media: assetIds.map((assetId) => ({ assetId, alt: '' })), publications: [] }));
    };
    const [good, bad] = [addAsset('ok'), addAsset('missing')];
    addWith('kiln one', [good, bad]);
    addWith('kiln two', [bad]);
    addWith('kiln three', []);
    expect(w.search({ brandId: brand, query: 'kiln', limit: 5 }).map(({ thumbHash }) => thumbHash)).toEqual([null, null, `hash of ${good}`]);
  });

  it('stays within its brand, and leaves removed brands out', () => {
    const w = createPlanningWorld();
    const [one, two] = [w.addBrand('One'), w.addBrand('Two')];
    w.addPost(one, [], 'picnic');
    w.addPost(two, [], 'picnic');
    expect(w.search({ brandId: one, query: 'picnic', limit: 5 })).toHaveLength(1);
    expect(w.search({ brandId: null, query: 'picnic', limit: 5 })).toHaveLength(2);
    w.value(w.brands.remove(two));
    expect(w.search({ brandId: null, query: 'picnic', limit: 1 }).map(({ brandId }) => brandId)).toEqual([one]);
  });

  it('cuts a long text to one line around the first word found, never inside a character', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 }), (before, after) => {
      const snippet = snippetOf(`${before} needle ${after}`, foldedWords('needle'));
      expect(snippet).toContain(`${HIT_START}needle${HIT_END}`);
      expect(snippet).not.toMatch(/\p{Surrogate}/u);
      expect(snippet?.length).toBeLessThan(400);
      expect(snippet).not.toMatch(/\n/);
    }), { numRuns: 300 });
  });
});
