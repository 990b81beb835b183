import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIT_END, HIT_START } from '#electron/features/search/snippet';
import { createPlanningWorld } from '#test/support/planning-world';

const shown = (text: string | undefined): string | undefined => text?.replaceAll(HIT_START, '[').replaceAll(HIT_END, ']');

/** Runs of several scripts, with Latin words, marks and punctuation between, before and glued to them. */
const run = fc.array(fc.constantFrom(...'陶芸展東京都器新商品のがっぱーカ々𠮷한국어도자기ไทยที่กำ'), { minLength: 1, maxLength: 8 }).map((letters) => letters.join(''));
const text = fc.array(fc.oneof(run, fc.constantFrom('、', '。', ' ', '\n', '・', 'iPhone', 'Café', '2026', '🏺', '「', '」')), { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''));
const runs = (value: string): readonly string[] => value.match(/[^\s、。・🏺「」a-zA-Zé0-9]+/gu) ?? [];

describe('search in scripts without spaces', () => {
  it('finds every piece of a run, and nothing that has no such piece', () => {
    const w = createPlanningWorld();
    let brands = 0;
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), run, fc.nat(), fc.nat(), (texts, other, at, length) => {
      const brand = w.addBrand(`Brand ${brands += 1}`);
      const posts = texts.map((one) => ({ id: w.addPost(brand, [], one).id, text: one }));
      const all = texts.flatMap(runs);
      const whole = [...(all[at % Math.max(1, all.length)] ?? '')];
      const from = at % Math.max(1, whole.length);
      for (const query of [whole.slice(from, from + 1 + (length % 6)).join(''), other]) {
        if (!/\p{L}/u.test(query)) continue;
        const found = w.search({ brandId: brand, query, limit: 50 }).map(({ postId }) => postId);
        expect([...found].sort()).toEqual(posts.filter((post) => post.text.includes(query)).map(({ id }) => id).sort());
        expect(w.posts.drafts({ brandId: brand, query, limit: 50 }).map(({ id }) => id).sort()).toEqual([...found].sort());
      }
    }), { numRuns: 300 });
  });

  it('finds them beside words with accents, and Latin words glued to a run', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    w.addPost(brand, [], '新しいiPhoneケース、Caféで陶芸展示を開催');
    const find = (query: string) => w.search({ brandId: brand, query, limit: 5 }).map(({ snippet }) => shown(snippet));
    expect(find('芸展')).toEqual(['新しいiPhoneケース、Caféで陶[芸展]示を開催']);
    expect(find('cafe 陶芸 開催')).toHaveLength(1);
    expect(find('iphone')).toHaveLength(1);
    expect(find('iphoneケ')).toEqual(['新しい[iPhoneケ]ース、Caféで陶芸展示を開催']);
    expect(find('陶芸 茶')).toEqual([]);
    expect(find('展')).toEqual(['新しいiPhoneケース、Caféで陶芸[展]示を開催']);
  });

  it('finds what only a publication or a part of a thread says, and forgets what is gone', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    const account = w.addAccount(brand);
    const post = w.addPost(brand, [account], 'Base');
    const save = (version: number, own: string | null, part: string) => w.value(w.posts.save({
      id: post.id, version, text: 'Base', media: [], publications: [{ accountId: account, text: own, media: null, thread: part === '' ? [] : [{ text: part, media: [] }], options: {} }],
    }));
    const find = (query: string) => w.search({ brandId: brand, query, limit: 5 }).length;
    const saved = save(1, '東京都の展示', '次は京都市');
    expect([find('都の'), find('都市'), find('示次')]).toEqual([1, 1, 0]);
    save(saved.version, null, '');
    expect([find('都の'), find('都市')]).toEqual([0, 0]);
  });

  it('cuts the first 20,000 letters of a post into pairs, so that a save stays quick', () => {
    const w = createPlanningWorld();
    const brand = w.addBrand();
    w.addPost(brand, [], `${'あ'.repeat(19_000)}、新しい陶芸展示、${'い'.repeat(80_000)}、東京都美術館`);
    const find = (query: string) => w.search({ brandId: brand, query, limit: 5 }).length;
    expect([find('陶芸'), find('東京都')]).toEqual([1, 0]);
    const { words } = w.sqlite.prepare<[], { words: string }>('SELECT words FROM posts_pairs').get() ?? { words: '' };
    expect(words.length).toBeLessThanOrEqual(3 * 20_000);
  });
});
