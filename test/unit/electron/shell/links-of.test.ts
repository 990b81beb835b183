import { describe, expect, test } from 'vitest';
import { linksOf } from '#electron/shell/app-protocol';

describe('the links that go before the page', () => {
  test('name its script, its style and its typeface, each as Chromium will ask for it', () => {
    const html = `<!doctype html><head><meta charset="utf-8" />
      <script type="module" crossorigin src="./assets/index-a1.js"></script>
      <link rel="stylesheet" crossorigin href="./assets/index-b2.css">
      <link rel="preload" as="font" type="font/woff2" crossorigin href="./assets/face-c3.woff2"></head>`;
    expect(linksOf(html)).toBe('</assets/index-a1.js>; rel=modulepreload, </assets/index-b2.css>; rel=preload; as=style; crossorigin, </assets/face-c3.woff2>; rel=preload; as=font; type="font/woff2"; crossorigin');
  });
  test('name nothing that is not ours', () => {
    expect(linksOf('<script src="https://example.test/x.js"></script><link href="//example.test/x.css"><p>Nothing</p>')).toBe('');
  });
});
