import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '#electron/connectors/http/http';
import { essence, htmlToText } from '#electron/connectors/mastodon/html-text';
import { answerError } from '#electron/connectors/mastodon/map-error';
import { readServer } from '#electron/connectors/mastodon/server-name';
import { softwareOf } from '#electron/connectors/mastodon/software';
import { html } from './support/mastodon-shapes';

describe('the server a person types', () => {
  it.each([
    ['mastodon.social', 'https://mastodon.social'],
    ['  Mastodon.Social ', 'https://mastodon.social'],
    ['mastodon.social/', 'https://mastodon.social'],
    ['mastodon.social/@ana', 'https://mastodon.social'],
    ['@ana@mastodon.social', 'https://mastodon.social'],
    ['ana.b_c@mastodon.social', 'https://mastodon.social'],
    ['https://mastodon.social/@ana/1234?x=1#y', 'https://mastodon.social'],
    ['https://mastodon.social/@ana@other.example', 'https://mastodon.social'],
    ['social.example:8443', 'https://social.example:8443'],
    ['köln.social', 'https://xn--kln-sna.social'],
    ['http://127.0.0.1:8801', 'http://127.0.0.1:8801'],
    ['http://localhost:8801/alice', 'http://localhost:8801'],
  ])('%s', (typed, url) => {
    expect(readServer(typed)).toBe(url);
  });

  it.each([
    '', '   ', 'mastodon', 'localhost', '127.0.0.1', '10.0.0.1:80', '0x7f.1', '2130706433', '[::1]', 'https://192.168.0.1', 'http://mastodon.social', 'http://10.0.0.1',
    'javascript:alert(1)', 'file:///etc/passwd', 'ftp://mastodon.social', 'https://user:pass@mastodon.social', 'https://', 'mastodon.social:99999', 'mastodon social', 'mastodon.social\\@evil.example',
    'a@b@c@mastodon.social', '.mastodon.social', 'mastodon..social', '-a.social', 'mastodon.123', 'mastodon.social\u202e', 'mastodon.social\u0000', 'x'.repeat(100_000), `${'a.'.repeat(200)}social`,
    'http://127.0.0.1.evil.example', 'mastodon.social?x', '@@', '@', 'https://evil.example\\@mastodon.social',
  ])('refuses %j', (typed) => {
    expect(readServer(typed)).toBeNull();
  });

  it('never throws, and only ever gives an origin without a name in it', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.emailAddress(), fc.domain()), (typed) => {
      const url = readServer(typed);
      if (url === null) return true;
      const parsed = new URL(url);
      return parsed.origin === url && parsed.username === '' && (parsed.protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(parsed.hostname));
    }), { numRuns: 1000 });
  });
});

it.each([
  ['4.4.2', 'mastodon'], ['4.5.0-nightly.2025-11-20', 'mastodon'], ['4.3.2+glitch', 'mastodon'], ['3.5.19', 'mastodon'], ['4.5.0-beta.1+hometown-1', 'mastodon'],
  ['4.0.0 (not true; really snac/2.96)', 'other'], ['2.7.2 (compatible; Pleroma 2.4.5)', 'other'], ['0.19.1+git-ba9b3c1', 'other'], ['4.2.1 (compatible; Iceshrimp.NET/2025.1)', 'other'],
  ['2.8.9', 'other'], ['latest', 'other'], ['', 'other'], ['4.4', 'other'],
] as const)('version %s is %s', (version, software) => {
  expect(softwareOf(version)).toBe(software);
});

describe('what an error means', () => {
  const answer = (status: number, body: string): HttpAnswer => {
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch {
      json = undefined;
    }
    return { status, headers: new Headers(), text: body, json, log: { request: 'POST /api/v1/statuses', status, body, durationMs: 1 }, retryAt: null, redact: (text) => text };
  };
  // Words of mastodon/mastodon 4.4 (config/locales/en.yml and the validators), GoToSocial and snac, as seen or read 2026-11-21.
  it.each([
    [200, '{}', null, null],
    [401, '{"error":"The access token is invalid"}', 'reauth', null],
    [403, '{"error":"This action is outside the authorized scopes"}', 'rejected', 'forbidden'],
    [403, '{"error":"Your login is currently disabled"}', 'rejected', 'forbidden'],
    [404, '{"error":"Record not found"}', 'rejected', 'not-found'],
    [410, '', 'rejected', 'not-found'],
    [413, '', 'rejected', 'media-invalid'],
    [422, '{"error":"Validation failed: Text character limit of 500 exceeded"}', 'rejected', 'too-long'],
    [422, '{"error":"Validation failed: Text can\'t be blank"}', 'rejected', 'invalid'],
    [422, '{"error":"Cannot attach more than 4 files"}', 'rejected', 'media-invalid'],
    [422, '{"error":"Validation failed: File content type is invalid"}', 'rejected', 'media-invalid'],
    [422, '{"error":"Duplicate status"}', 'rejected', 'duplicate'],
    [400, '{"error":"Bad Request: media already attached to status: 01ABC"}', 'rejected', 'media-invalid'],
    [422, '', 'reauth', null],
    [418, '<html>', 'rejected', 'other'],
    [429, '{"error":"Too many requests"}', 'rate-limited', null],
    [302, '', 'unknown', null],
    [500, '', 'unknown', null],
    [503, '{"error":"There was a temporary problem serving your request, please try again"}', 'unknown', null],
  ])('%i %s', (status, body, type, reason) => {
    const error = answerError(answer(status, body), 'commits', 0);
    expect(error?.type ?? null).toBe(type);
    if (error?.type === 'rejected') expect(error.reason).toBe(reason);
  });
});

describe('the text of a post', () => {
  it('comes back from HTML as it was typed', () => {
    expect(htmlToText('<p>Tom &amp; Jerry &lt;3 &#128512; &#x1F3FA;&nbsp;x</p><p>two<br>three<br />four</p>')).toBe('Tom & Jerry <3 😀 🏺\u00a0x\n\ntwo\nthree\nfour');
    expect(htmlToText('<p>&bogus; &#0; &#xD800; &#99999999;</p><script>alert(1)</script>')).toBe('&bogus; &#0; &#xD800; &#99999999;\n\nalert(1)');
  });

  it('has the same essence before and after what Mastodon does to it', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[a-zäöüßéñ]{1,12}$/), fc.constantFrom('🏺', '👨‍👩‍👧‍👦', '🇩🇪', 'שלום', '日本語', '<b>', '&amp;', '"so"', '*bold*', '—', '#töpfern', '#clay', '@bob', '@bob@social.example'),
      fc.webUrl({ withQueryParameters: true, validSchemes: ['https'] }),
    );
    fc.assert(fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), fc.constantFrom(' ', '\n', '\n\n', '  '), (words, gap) => {
      const text = words.join(gap);
      expect(essence(htmlToText(html('https://social.example', text)))).toBe(essence(text));
    }));
  });

  it('tells different texts apart', () => {
    expect(essence('Kiln opening on Friday')).not.toBe(essence('Kiln opening on Saturday'));
    expect(essence('Glaze 🏺')).not.toBe(essence('Glaze'));
  });
});
