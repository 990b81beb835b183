import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBrandRows } from '#db/brands';
import { createSearchRows } from '#db/search';
import { createSearch } from '#electron/features/search/search';
import { createMemoryDb } from '#test/support/memory-db';

const BRAND = '11111111-1111-7111-8111-111111111111';
const pieces = {
  zh: ['新的一批陶瓷杯今天上架了', '周末工作坊还有三个名额', '感谢大家的支持', '北京大学生物学系', '我们用手工上釉', '，', '。', '2026年', ' Linnet ', '东京都知事'],
  ja: ['新しい釉薬を試しています', '東京都の工房で', 'ワークショップは土曜日の10時から', 'カップとボウル', 'ありがとうございました', '、', '。', ' Wren & Fern ', '陶芸教室', 'ろくろ'],
  th: ['ร้านเซรามิกของเรา', 'เปิดวันเสาร์', 'ขอบคุณมากค่ะ', ' ', 'แก้วกาแฟทำมือ'],
} as const;

describe('words of scripts without spaces', () => {
  for (const locale of ['zh', 'ja', 'th'] as const) {
    it(`finds every word of ${locale} that a segmenter sees, wherever it stands in its run`, () => {
      const open = createMemoryDb();
      open.sqlite.prepare("INSERT INTO brands (id, name, colour, time_zone, lateness_limit_ms, created_at, updated_at) VALUES (?, 'B', 'moss', 'UTC', 0, 0, 0)").run(BRAND);
      const add = open.sqlite.prepare("INSERT INTO posts (id, brand_id, title, text, media, created_at, updated_at) VALUES (?, ?, '', ?, '[]', 0, 0)");
      const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
      const search = createSearch({ search: createSearchRows(open.db), brands: createBrandRows(open.db).list });
      let seen = 0;
      let last = 0;
      fc.assert(fc.property(fc.array(fc.constantFrom(...pieces[locale]), { minLength: 1, maxLength: 12 }), (parts) => {
        const text = parts.join('');
        last += 1;
        const id = `post-${last}`;
        add.run(id, BRAND, text);
        const words = new Set([...segmenter.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment] : [])));
        for (const word of words) {
          seen += 1;
          expect(search({ brandId: BRAND, query: word, limit: 1 }).map(({ postId }) => postId), `“${word}” in “${text}”`).toEqual([id]);
        }
        // The newest comes first; a post that says none of it is not found.
        open.sqlite.prepare('DELETE FROM posts WHERE id = ?').run(id);
        for (const word of words) expect(search({ brandId: BRAND, query: word, limit: 1 })).toEqual([]);
      }), { numRuns: 60, seed: 20_261_122 });
      expect(seen).toBeGreaterThan(300);
    });
  }
});
