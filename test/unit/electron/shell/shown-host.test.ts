import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shownHost } from '#electron/shell/shown-host';

it('says whose page it is, by the end of a long name and without letters that look like others', () => {
  expect(shownHost('https://www.threads.com/login?next=/oauth')).toBe('www.threads.com');
  expect(shownHost('http://127.0.0.1:4000/login')).toBe('127.0.0.1:4000');
  expect(shownHost('https://www.facebook.com@evil.example/')).toBe('evil.example');
  expect(shownHost('https://fаcebook.com/')).toMatch(/^xn--/);
  expect(shownHost('not an address')).toBe('');
  const long = shownHost(`https://www.facebook.com.${'login.'.repeat(20)}evil.example/`);
  expect(long).toMatch(/^….*\.evil\.example$/);
  expect(long).not.toContain('facebook');
});

it('is short, of plain letters, and ends as the host does', () => {
  const label = fc.constantFrom('a', 'www', 'login', 'facebook', 'xn--e1afmkfd', 'x'.repeat(40), 'evil', '7-7');
  const address = fc.tuple(fc.array(label, { minLength: 1, maxLength: 12 }), fc.constantFrom('', ':8443'), fc.constantFrom('', '/a?b=https://c.example', '/#d')).map(([labels, port, rest]) => `https://${labels.join('.')}.example${port}${rest}`);
  fc.assert(fc.property(address, (one) => {
    const shown = shownHost(one);
    expect(shown.length).toBeLessThanOrEqual(48);
    expect(shown).toMatch(/^…?[\x21-\x7e]*$/);
    expect(new URL(one).host.endsWith(shown.replace(/^…/, ''))).toBe(true);
  }));
}, 60_000);
