import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFor } from '#electron/shell/app-protocol';
import { linkInArguments, routeOfLink } from '#electron/shell/links';

const post = '0192f1c0-7abc-7def-8123-0123456789ab';

describe('linnet:// links', () => {
  it('open our own places', () => {
    expect(routeOfLink('linnet://today')).toBe('/today');
    expect(routeOfLink('linnet://calendar/')).toBe('/calendar');
    expect(routeOfLink('linnet://settings/security')).toBe('/settings/security');
    expect(routeOfLink(`linnet://post/${post}`)).toBe(`/compose/${post}`);
    expect(routeOfLink(`linnet://publication/${post}`)).toBe(`/publication/${post}`);
  });

  it.each([
    'linnet://post/../../etc/passwd', 'linnet://post/1', `linnet://post/${post}?x=<script>`, 'linnet://settings/%2e%2e', 'linnet:javascript:alert(1)',
    'LINNET://today', 'linnet://today#x', ' linnet://today', `linnet://today/${'a'.repeat(400)}`, 'https://example.org', 'linnet://', 'linnet://post/\u202e', 'file:///etc/passwd',
  ])('refuses %s', (link) => { expect(routeOfLink(link)).toBeNull(); });

  it('never lead anywhere but to a route of ours, whatever the text', () => {
    fc.assert(fc.property(fc.string(), (tail) => {
      const route = routeOfLink(`linnet://${tail}`);
      expect(route === null || /^\/(today|calendar|accounts|settings\/[a-z-]+|compose\/(new|[0-9a-f-]{36})|publication\/[0-9a-f-]{36})$/.test(route)).toBe(true);
    }), { numRuns: 2_000 });
  });

  it('are found among the arguments of a second start', () => {
    expect(linkInArguments(['/usr/bin/linnet', '--flag', 'linnet://today'])).toBe('linnet://today');
    expect(linkInArguments(['/usr/bin/linnet'])).toBeNull();
  });
});

describe('the window\'s own files', () => {
  it('come from the renderer folder only', () => {
    expect(fileFor('/app/out/renderer', 'linnet-app://window/')).toBe('/app/out/renderer/index.html');
    expect(fileFor('/app/out/renderer', 'linnet-app://window/assets/a.js')).toBe('/app/out/renderer/assets/a.js');
    for (const path of ['/..%2f..%2fmain/index.js', '/%2e%2e/%2e%2e/main/index.js', '/a%00.js', '/%ff', '/..%5c..%5cx.js']) {
      const file = fileFor('/app/out/renderer', `linnet-app://window${path}`);
      expect(file === null || file.startsWith('/app/out/renderer/')).toBe(true);
    }
    expect(fileFor('/app/out/renderer', 'linnet-app://elsewhere/index.html')).toBeNull();
  });
});
