import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APP_ORIGIN, contentSecurityPolicy, fileFor } from '#electron/shell/app-protocol';
import { boundsFrom, usualBounds } from '#electron/shell/bounds';
import { isOurs, isWebAddress } from '#electron/shell/own-page';
import { shownPath } from '#electron/shell/shown-path';
import { readPreferences, usualPreferences } from '#electron/shell/preference-values';

describe('which page is ours', () => {
  const page = `${APP_ORIGIN}/index.html`;
  it('is the window\'s own, with any hash or query, and nothing else', () => {
    for (const ours of [page, `${page}#/calendar`, `${APP_ORIGIN}/`, `${APP_ORIGIN}/index.html?x=1`]) expect(isOurs(ours, page)).toBe(true);
    for (const not of [
      'https://window/index.html', 'linnet-app://other/index.html', 'linnet-app://window.example.com/', 'linnet-media://window/index.html', 'file:///index.html', 'about:blank', '', 'data:text/html,hi',
      'javascript:alert(1)', 'linnet-app:window/index.html', 'http://linnet-app://window/',
    ]) expect([not, isOurs(not, page)]).toEqual([not, false]);
  });

  it('is the dev server\'s origin while developing', () => {
    const dev = 'http://localhost:5173/';
    expect(isOurs('http://localhost:5173/index.html#/today', dev)).toBe(true);
    for (const not of ['http://localhost:5174/', 'https://localhost:5173/', 'http://localhost:5173@evil.example/', 'http://localhost.evil.example:5173/', page]) expect([not, isOurs(not, dev)]).toEqual([not, false]);
  });
});

describe('what may go to the system\'s browser', () => {
  it('is http and https, whatever stands in front', () => {
    for (const web of ['https://example.org/a?b#c', 'HTTP://127.0.0.1:8080/x']) expect(isWebAddress(web)).toBe(true);
    for (const not of ['file:///etc/passwd', 'javascript:alert(1)', ' https://example.org', 'smb://host/share', 'linnet://calendar', 'mailto:a@example.org', 'https://', `https://example.org/${'x'.repeat(10_000)}`, 'ms-settings:', '']) {
      expect([not, isWebAddress(not)]).toEqual([not, false]);
    }
  });
});

describe('files of the window', () => {
  const folder = '/opt/linnet/renderer';
  it('never lie outside its folder', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('..', '%2e%2e', '%2E.', '%2f', '%5c', '\\', '/', 'a', 'index.html', '%00', '%', '%25', '.', '//'), { maxLength: 12 }), (pieces) => {
      const url = `${APP_ORIGIN}/${pieces.join('/')}`;
      const file = fileFor(folder, url);
      if (file !== null) {
        expect(file.startsWith(`${folder}/`)).toBe(true);
        expect(file.split('/')).not.toContain('..');
        expect(file).not.toContain('\0');
      }
    }));
    expect(fileFor(folder, `${APP_ORIGIN}/`)).toBe(`${folder}/index.html`);
    expect(fileFor(folder, `${APP_ORIGIN}/..%2f..%2fetc/passwd`)).toBeNull();
    expect(fileFor(folder, 'linnet-app://other/index.html')).toBeNull();
  });

  it('come with a policy that allows no foreign script, frame or connection', () => {
    const policy = new Map(contentSecurityPolicy.split('; ').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]));
    expect(policy.get('default-src')).toEqual(['\'none\'']);
    expect(policy.get('script-src')).toEqual(['\'self\'']);
    expect(policy.get('connect-src')).toEqual(['\'self\'', 'linnet-media:']);
    expect(policy.get('frame-ancestors')).toEqual(['\'none\'']);
    expect(contentSecurityPolicy).not.toMatch(/https?:|\*|unsafe-eval/);
  });
});

describe('the window\'s place', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  it('is kept while its screen is there', () => {
    const kept = { x: 100, y: 50, width: 1300, height: 820, maximised: true };
    expect(boundsFrom(kept, [screen])).toEqual(kept);
    expect(boundsFrom({ ...kept, x: 2_500 }, [screen])).toEqual(usualBounds);
    expect(boundsFrom({ ...kept, x: 2_500 }, [screen, { ...screen, x: 1_920 }])).toMatchObject({ x: 2_500 });
  });

  it('is the usual one for anything else a file may hold', () => {
    for (const kept of [undefined, null, 7, 'wide', [], {}, { x: 1 }, { x: 0, y: 0, width: '1300', height: 800, maximised: false }, { x: 0, y: 0, width: 10, height: 10, maximised: false }, { x: 0, y: 0, width: 1e9, height: 800, maximised: false }]) {
      expect(boundsFrom(kept, [screen])).toEqual(usualBounds);
    }
    fc.assert(fc.property(fc.anything(), (kept) => { expect(boundsFrom(kept, [screen]).width).toBeGreaterThanOrEqual(800); }));
  });
});

describe('preferences', () => {
  it('keep what fits and fall back where a value does not', () => {
    expect(readPreferences({})).toEqual(usualPreferences);
    expect(readPreferences({ theme: 'dark', textScale: 3, backupsToKeep: 0, unknown: true })).toEqual({ ...usualPreferences, theme: 'dark' });
    expect(readPreferences({ theme: { nested: true }, weekStart: 7, lastBrandId: '../../etc' })).toEqual({ ...usualPreferences, weekStart: 7 });
  });

  it('are always whole, whatever the file says', () => {
    const key = fc.oneof(fc.constantFrom(...Object.keys(usualPreferences), 'constructor', 'toString', '__proto__'), fc.string());
    fc.assert(fc.property(fc.dictionary(key, fc.anything()), (raw) => { expect(Object.keys(readPreferences(raw)).sort()).toEqual(Object.keys(usualPreferences).sort()); }));
  });
});

describe('a path as a person reads it', () => {
  it('has ~ for the home folder, and only for that', () => {
    expect(shownPath('/home/ada/.config/Linnet/linnet.db', '/home/ada', 'linux')).toBe('~/.config/Linnet/linnet.db');
    expect(shownPath('/Users/ada/Linnet/linnet.db', '/Users/ada/', 'darwin')).toBe('~/Linnet/linnet.db');
    for (const [path, home] of [['/home/adam/linnet.db', '/home/ada'], ['/mnt/linnet.db', '/home/ada'], ['/linnet.db', '/'], ['/linnet.db', '']] as const) expect(shownPath(path, home, 'linux')).toBe(path);
    expect(shownPath('C:\\Users\\Ada\\linnet.db', 'C:\\Users\\Ada', 'win32')).toBe('C:\\Users\\Ada\\linnet.db');
  });
});
