import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { ok } from '#core/result';
import { knownToRedactor, secretsIn } from '#electron/composition/known-secrets';
import { createRedactor } from '#electron/connectors/http/redact';

const logins: Readonly<Record<string, { readonly secret: JsonObject; readonly hidden: readonly string[] }>> = {
  'Bluesky over OAuth': {
    secret: {
      kind: 'oauth', redirectUri: 'http://127.0.0.1:41000/callback',
      session: { dpopJwk: { kty: 'EC', crv: 'P-256', x: 'public-x-coordinate', y: 'public-y-coordinate', d: 'private-part-of-key' }, authMethod: { method: 'none' }, tokenSet: { iss: 'https://pds.example', sub: 'did:plc:abcdefghijklmnopqrstuvwx', aud: 'https://pds.example', scope: 'atproto transition:generic', token_type: 'DPoP', access_token: 'access-token-one', refresh_token: 'refresh-token-one' } },
    },
    hidden: ['private-part-of-key', 'access-token-one', 'refresh-token-one'],
  },
  'Bluesky with an app password': { secret: { kind: 'password', accessJwt: 'access-jwt-one', refreshJwt: 'refresh-jwt-one' }, hidden: ['access-jwt-one', 'refresh-jwt-one'] },
  'the practice network': { secret: { accessToken: 'practice-access', refreshToken: 'practice-refresh', expiresAt: 5 }, hidden: ['practice-access', 'practice-refresh'] },
  'a Mastodon app': { secret: { clientId: 'client-id-is-public', clientSecret: 'client-secret-one', redirectUris: ['http://127.0.0.1/callback'] }, hidden: ['client-secret-one'] },
};

describe('secrets of logins', () => {
  it.each(Object.entries(logins))('are found in %s, and nothing else is taken for one', (_name, { secret, hidden }) => {
    expect([...secretsIn(secret)].sort()).toEqual([...hidden].sort());
  });

  it('are hidden once they were read, and as soon as they are written', () => {
    const redactor = createRedactor();
    const kept = new Map<string, JsonObject>([['account:1', { accessToken: 'was-there-before' }]]);
    const store = knownToRedactor({ get: (name) => ok(kept.get(name) ?? null), set: (name, value) => { kept.set(name, value); return ok(null); } }, redactor);
    const line = 'was-there-before and freshly-written went past';
    expect(redactor.redact(line)).toBe(line);
    expect(store.get('account:1')).toEqual({ ok: true, value: { accessToken: 'was-there-before' } });
    store.set('account:2', { accessToken: 'freshly-written' });
    expect(redactor.redact(line)).toBe('[redacted] and [redacted] went past');
    expect(store.get('account:9')).toEqual({ ok: true, value: null });
  });
});
