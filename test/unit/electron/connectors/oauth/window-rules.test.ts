import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWindowRules, isHttpsRedirect, isRedirect } from '#electron/connectors/oauth/window-rules';

const START = 'https://threads.net/oauth/authorize?state=s';
const HOME = 'https://harrowandclay.example/threads';
const rules = createWindowRules(START, HOME);
const local = createWindowRules('http://127.0.0.1:4000/oauth/authorize', HOME);

/** A request to it would reach whoever answers the redirect at its place. */
const reaches = (address: string, home = HOME): boolean => {
  const at = URL.parse(address);
  const to = new URL(home);
  return at !== null && at.hostname === to.hostname && at.pathname === to.pathname;
};

describe('the way back', () => {
  it('is the redirect with whatever the network adds, and only as the page itself', () => {
    for (const back of [HOME, `${HOME}?code=1&state=s`, `${HOME}?error=access_denied`, `${HOME}?code=1#_`, `${HOME}?code=1#_=_`, 'https://HARROWANDCLAY.example/threads?code=1', 'https://harrowandclay.example:443/threads?code=1', 'HTTPS://harrowandclay.example/x/../threads?code=1']) {
      expect([back, rules(back, 'page')]).toEqual([back, 'answer']);
      expect([back, rules(back, 'part')]).toEqual([back, 'refused']);
    }
  });

  it('is nothing that only looks like it, and what differs in its writing alone is not asked for either', () => {
    for (const near of [
      'http://harrowandclay.example/threads?code=1', 'https://harrowandclay.example/threads/?code=1', 'https://harrowandclay.example/Threads', 'https://harrowandclay.example/%74hreads', 'https://harrowandclay.example//threads',
      'https://harrowandclay.example:8443/threads', 'https://harrowandclay.example./threads', 'https://user@harrowandclay.example/threads?code=1', 'https://:x@harrowandclay.example/threads', 'wss://harrowandclay.example/threads',
      'https://threads.net@evil.example/', 'https://threads.net:pass@evil.example/threads',
    ]) for (const asked of ['page', 'part'] as const) expect([near, rules(near, asked)]).toEqual([near, 'refused']);
    for (const other of [
      'https://harrowandclay.example.evil.example/threads?code=1', 'https://evil.example/?x=https://harrowandclay.example/threads', 'https://evil.example/harrowandclay.example/threads', 'https://evilharrowandclay.example/threads',
      'https://harrowandclay.example/threads2?code=1', 'https://harrowandclay.example/threads/more', 'https://harrowandclay.example%2ethreads.evil.example/', 'https://хarrowandclay.example/threads', 'https://xn--arrowandclay-kbj.example/threads',
    ]) expect([other, rules(other, 'page')]).not.toEqual([other, 'answer']);
  });

  it('needs what was registered in its query as well', () => {
    const home = new URL(`${HOME}?app=7`);
    expect(isRedirect(new URL(`${HOME}?app=7&code=1`), home)).toBe(true);
    for (const not of [`${HOME}?code=1`, `${HOME}?app=8&code=1`, `${HOME}?App=7`]) expect(isRedirect(new URL(not), home)).toBe(false);
    // Without it a request would reach the same page.
    expect(createWindowRules(START, home.href)(`${HOME}?code=1`, 'page')).toBe('refused');
  });

  it('never lets a request to its place out, however it is written', () => {
    const pieces = fc.constantFrom(
      'https:', 'http:', 'wss:', 'HTTPS:', '//', '/', '\\', 'harrowandclay.example', 'HarrowAndClay.Example', 'xn--', '.', ':443', ':80', ':8443', '@', 'user', 'evil.example', 'threads', 'Threads', '%74hreads', '%2f', '..', '?', 'code=1', '#', ' ', '\t', '\n', '%00', '％', '。',
    );
    fc.assert(fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), fc.boolean(), (made, withHead) => {
      const address = `${withHead ? 'https://harrowandclay.example' : ''}${made.join('')}`;
      for (const judge of [rules, local]) {
        if (reaches(address)) {
          expect(judge(address, 'page')).not.toBe('allowed');
          expect(judge(address, 'part')).toBe('refused');
        }
        if (judge(address, 'page') === 'answer') {
          const at = new URL(address);
          expect([at.origin, at.pathname, at.username, at.password]).toEqual(['https://harrowandclay.example', '/threads', '', '']);
        }
      }
    }), { numRuns: 2_000 });
  }, 60_000);

  it('holds for any redirect: only its own origin and path are an answer, with any query and any hash', () => {
    const piece = fc.constantFrom('a', 'login', 'x-1', 'threads', 'callback', 'Back', '%20', 'b.html', '7');
    const host = fc.tuple(fc.constantFrom('kiln', 'harrow-and-clay', 'a', 'xn--e1afmkfd', 'www.site'), fc.constantFrom('example', 'co.uk', 'io')).map((parts) => parts.join('.'));
    const path = fc.array(piece, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
    const query = fc.array(fc.tuple(fc.constantFrom('code', 'state', 'a', 'x%20y'), fc.constantFrom('', '1', '%26', 'https://b.example/')), { maxLength: 3 }).map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
    fc.assert(fc.property(host, path, host, path, query, fc.constantFrom('', '_', '_=_', '?code=2', '/'), (home, homePath, other, otherPath, added, hash) => {
      const redirect = `https://${home}${homePath}`;
      const judge = createWindowRules(START, redirect);
      expect(judge(`${redirect}?${added}#${hash}`, 'page')).toBe('answer');
      const elsewhere = `https://${other}${otherPath}?${added}`;
      const same = new URL(elsewhere).host === new URL(redirect).host && new URL(elsewhere).pathname === new URL(redirect).pathname;
      expect(judge(elsewhere, 'page') === 'answer').toBe(same);
      for (const trick of [`https://${home}.${other}${homePath}`, `https://${other}/${redirect}`, `https://${other}/?${redirect}`, `https://${other}#${redirect}`, `https://${home}@${other}${homePath}`]) {
        if (new URL(trick).hostname !== new URL(redirect).hostname) expect([trick, judge(trick, 'page')]).not.toEqual([trick, 'answer']);
      }
    }), { numRuns: 500 });
  }, 60_000);
});

describe('where the window may go', () => {
  it('is https, and within a page what asks nobody', () => {
    for (const page of ['https://www.threads.com/login', 'https://www.instagram.com/accounts/two_factor', 'https://1.2.3.4/']) expect([page, rules(page, 'page')]).toEqual([page, 'allowed']);
    for (const part of ['https://static.example/a.js', 'wss://edge.example/chat', 'data:image/png;base64,AA', 'blob:https://threads.net/1', 'about:blank', 'about:srcdoc']) expect([part, rules(part, 'part')]).toEqual([part, 'allowed']);
    for (const not of [
      'http://threads.net/', 'http://127.0.0.1:4000/', 'http://localhost/', 'ws://edge.example/', 'file:///etc/passwd', 'linnet-app://window/index.html', 'linnet-media://file/a', 'linnet://calendar', 'javascript:alert(1)', 'data:text/html,hi', 'blob:https://threads.net/1',
      'about:blank', 'mailto:a@b.example', 'intent://x', 'fb://profile', 'chrome://settings', 'devtools://devtools', 'view-source:https://threads.net', 'ftp://threads.net', 'filesystem:https://threads.net/x', '', 'threads.net', '//threads.net/',
    ]) expect([not, rules(not, 'page')]).toEqual([not, 'refused']);
    for (const not of ['http://static.example/a.js', 'ws://edge.example/', 'file:///etc/passwd', 'linnet-media://file/a']) expect([not, rules(not, 'part')]).toEqual([not, 'refused']);
  });

  it('is a server of this machine only where the login began at one', () => {
    for (const at of ['http://127.0.0.1:4000/login', 'http://localhost:5000/', 'http://[::1]:4000/']) expect([at, local(at, 'page'), rules(at, 'page')]).toEqual([at, 'allowed', 'refused']);
    for (const not of ['http://127.0.0.1.evil.example/', 'http://localhost.evil.example/', 'http://192.168.0.1/', 'http://evil.example/', 'http://127.0.0.1@evil.example/', 'ws://127.0.0.1:4000/']) expect([not, local(not, 'page')]).toEqual([not, 'refused']);
  });
});

it('a redirect can be caught when it is https, nobody’s name is in it and it has no hash', () => {
  for (const good of [HOME, 'https://www.facebook.com/connect/login_success.html', 'https://localhost:9/a?b=c']) expect([good, isHttpsRedirect(good)]).toEqual([good, true]);
  for (const bad of ['http://localhost/', 'https://a@b.example/', 'https://a:b@c.example/', `${HOME}#x`, `${HOME}#`, 'linnet://login', '', 'harrowandclay.example/threads', 'https://']) expect([bad, isHttpsRedirect(bad)]).toEqual([bad, false]);
});
