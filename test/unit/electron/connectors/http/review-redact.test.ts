import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, secretsOfRequest } from '#electron/connectors/http/redact';
import { cpuMs } from '#test/support/cpu-time';

describe('an answer made to keep the redactor busy', () => {
  const size = 400_000;
  it.each(['eyJaaaaaaaa-', 'eyJ-', 'eyJaaaaaaaa.', '"token":"', '"token":"\\', 'token=', 'bearer ', 'cookie:', 'cookie ', '"code":"', '\\"'])('%s over and over', (piece) => {
    const text = piece.repeat(Math.ceil(size / piece.length));
    expect(cpuMs(() => { createRedactor().redact(text); })).toBeLessThan(2_000);
  });
});

it('a JWT goes wherever it stands, and what is near it stays', () => {
  const jwt = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJkaWQ6cGxjOmFiYyJ9.c2lnbmF0dXJl-_x';
  const clean = (text: string): string => createRedactor().redact(text);
  for (const [before, after] of [['', ''], ['was ', ', sorry'], ['x-', ''], ['(', ')'], ['a/', '/b'], ['id.', ''], ['say "', '" again']]) {
    expect(clean(`${before}${jwt}${after}`)).toBe(`${before}[redacted]${after}`);
  }
  expect(clean('eyJhbGciOiJFUzI1NiJ9 alone, and keyJewel.of.words')).toBe('eyJhbGciOiJFUzI1NiJ9 alone, and keyJewel.of.words');
  fc.assert(fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (before, after) => !clean(`${before} ${jwt} ${after}`).includes('eyJzdWIi')));
});

it('a token that is exchanged or asked about goes too, from the request and from an answer that repeats it', () => {
  const url = new URL('https://graph.example/oauth/access_token?grant_type=fb_exchange_token&client_id=123456&fb_exchange_token=EAABshort&input_token=EAABother');
  const secrets = secretsOfRequest(new Headers(), url, undefined);
  expect(secrets).toEqual(['EAABshort', 'EAABother']);
  expect(createRedactor().redact(`GET ${url.pathname}${url.search}`)).toBe('GET /oauth/access_token?grant_type=fb_exchange_token&client_id=123456&fb_exchange_token=[redacted]&input_token=[redacted]');
  expect(createRedactor().redact('{"error":{"message":"Malformed access token EAABshort"}}', secrets)).toBe('{"error":{"message":"Malformed access token [redacted]"}}');
});
