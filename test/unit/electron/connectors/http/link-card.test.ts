import { expect, it } from 'vitest';
import { readPage } from '#electron/connectors/http/link-card';
import { cpuMs } from '#test/support/cpu-time';

it('a page of tags that never end is read without holding anything up', () => {
  // Some milliseconds; a second before.
  expect(cpuMs(() => {
    expect(readPage('<meta '.repeat(100_000))).toEqual({ title: '', description: '', image: null });
    expect(readPage(`${'<meta content'.repeat(46_000)}>`)).toMatchObject({ title: '' });
  })).toBeLessThan(300);
});

it('what a page says of itself is found between other tags, in any order', () => {
  const page = '<head><meta charset="utf-8"><title>Plain</title><META content="Loaves &amp; rolls" property=og:title>\n<meta name="description" content=\'Fresh > old\'><meta property="og:image" content="/a.png"></head>';
  expect(readPage(page)).toEqual({ title: 'Loaves & rolls', description: '', image: '/a.png' });
});
