import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sampleFile } from '#electron/features/sample/sample-file';

const folder = path.resolve(import.meta.dirname, '../../../../resources/sample');
const raw = JSON.parse(readFileSync(path.join(folder, 'brand.json'), 'utf8')) as { accounts: { key: string; name: string }[] };
const sample = sampleFile.parse(raw);
const pictures = readdirSync(path.join(folder, 'media'));
const used = sample.posts.flatMap((p) => p.media.map((m) => (typeof m === 'string' ? { file: m, alt: '' } : m)));

describe('the sample brand', () => {
  it('has forty posts around today, different from each other and short enough for the practice network', () => {
    expect(sample.posts).toHaveLength(40);
    expect(new Set(sample.posts.map((p) => p.text)).size).toBe(40);
    for (const post of sample.posts) {
      expect([...new Intl.Segmenter('en').segment(post.text)].length).toBeLessThanOrEqual(500);
      expect(post.media.length).toBeLessThanOrEqual(4);
      if (post.state === 'published' || post.state === 'missed') expect(post.dayOffset).toBeLessThan(0);
      if (post.state === 'scheduled') expect(post.dayOffset).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(sample.posts.map((p) => p.state))).toEqual(new Set(['draft', 'scheduled', 'published', 'failed', 'unconfirmed', 'missed', 'hold']));
  });

  it('names only accounts, labels and pictures that exist, and uses each of them', () => {
    const named = (values: readonly string[]) => [...new Set(values)].toSorted();
    expect(named([...sample.posts.flatMap((p) => p.accounts), ...sample.slots.flatMap((s) => s.account ?? [])])).toEqual(named(raw.accounts.map((a) => a.key)));
    expect(named(sample.posts.flatMap((p) => p.labels))).toEqual(named(sample.labels.map((l) => l.name)));
    expect(named([sample.brand.logo ?? '', ...used.map((m) => m.file)])).toEqual(named(pictures));
    expect(used.every((m) => m.alt.length > 20)).toBe(true);
  });

  it('links only to addresses that cannot exist', () => {
    const links = sample.posts.flatMap((p) => p.text.match(/https?:\/\/[^\s]+/g) ?? []);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect(new URL(link).hostname).toMatch(/\.example$/);
  });

  it.each(pictures)('%s is a square picture of at most 80 kB', async (name) => {
    const file = path.join(folder, 'media', name);
    expect(statSync(file).size).toBeLessThanOrEqual(80_000);
    expect(await sharp(file).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 1200 });
  });
});
