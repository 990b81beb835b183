import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { Allowance } from '#core/networks';
import { ok } from '#core/result';
import { createBlueskyConnector } from '#electron/connectors/bluesky/bluesky';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Http, HttpRequest } from '#electron/connectors/http/http';
import { createMastodonConnector } from '#electron/connectors/mastodon';
import { createPinterestConnector } from '#electron/connectors/pinterest/pinterest';
import { createXConnector } from '#electron/connectors/x/x';
import { createFakeClock } from '#test/support/fake-clock';

// What each connector tells of the limits that its network names in the headers of an answer.

const clock = createFakeClock();
const now = clock.now();
const signal = new AbortController().signal;
const randomBytes = (length: number): Uint8Array => new Uint8Array(length);

/** A road whose every answer has this body and these headers. */
function road(json: unknown, headers: Readonly<Record<string, string>>): Http {
  const answer = async (request: HttpRequest) => ok({
    status: 200, headers: new Headers(headers), text: JSON.stringify(json), json, retryAt: null, redact: (text: string) => text, log: { request: `${request.method} ${request.url}`, status: 200, body: '', durationMs: 1 },
  });
  const fetch = () => Promise.reject(new Error('not used here'));
  return { request: answer, fetch, publicOnly: { request: answer, fetch }, redact: (text) => text };
}

async function told(connector: Connector, secret: JsonObject): Promise<readonly Allowance[]> {
  const heard: Allowance[] = [];
  const session: Session = {
    accountId: 'a', serverUrl: 'https://example.social', remoteId: '1', handle: 'studio', limits: null, secret, saveSecret: async () => undefined, lock: async (work) => work(),
    told: (allowance) => { heard.push(allowance); },
  };
  expect(await connector.account.profile(session, signal)).toMatchObject({ ok: true });
  return heard;
}

describe('limits a network names', () => {
  it('by X are those of a day, not those of a quarter of an hour', async () => {
    const headers = {
      'x-rate-limit-limit': '75', 'x-rate-limit-remaining': '2', 'x-rate-limit-reset': String((now + 15 * MINUTE) / 1000),
      'x-user-limit-24hour-limit': '100', 'x-user-limit-24hour-remaining': '40', 'x-user-limit-24hour-reset': String((now + DAY) / 1000),
    };
    const http = road({ data: { id: '1', username: 'studio', name: 'Studio' } }, headers);
    const secret = { accessToken: 'token-x', refreshToken: null, expiresAt: null, clientId: 'client', clientSecret: '' };
    expect(await told(createXConnector({ http, clock, randomBytes }), secret)).toEqual([{ unit: 'posts', limit: 100, left: 40, resetsAt: now + DAY }]);
  });

  it('by Pinterest are those of its calls', async () => {
    const http = road({ id: '1', username: 'studio', follower_count: 1 }, { 'x-ratelimit-limit': '1000, 1000;w=86400', 'x-ratelimit-remaining': '988', 'x-ratelimit-reset': '3600' });
    const secret = { clientId: '1', clientSecret: 's', accessToken: 'token-p', refreshToken: null, expiresAt: null };
    expect(await told(createPinterestConnector({ http, clock, randomBytes }), secret)).toEqual([{ unit: 'calls', limit: 1000, left: 988, resetsAt: now + HOUR }]);
  });

  it('by Mastodon are those of its calls', async () => {
    const account = { id: '1', username: 'studio', acct: 'studio', display_name: 'Studio', url: 'https://example.social/@studio', avatar: '', followers_count: 3 };
    const http = road(account, { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '298', 'x-ratelimit-reset': new Date(now + 5 * MINUTE).toISOString() });
    const connector = createMastodonConnector({ http, clock, randomBytes, registrations: { get: () => null, set: () => undefined } });
    const heard = await told(connector, { accessToken: 'token-m', clientId: 'c', clientSecret: 's', software: 'mastodon', domain: 'example.social' });
    expect(heard[0]).toEqual({ unit: 'calls', limit: 300, left: 298, resetsAt: now + 5 * MINUTE });
  });

  it('by Bluesky are points where the window is an hour or more, and calls otherwise', async () => {
    const secret = { kind: 'password', accessJwt: 'token-b', refreshJwt: 'token-r' };
    const of = (policy: string) => told(createBlueskyConnector({ http: road({ did: '1', handle: 'studio' }, { 'ratelimit-limit': '5000', 'ratelimit-remaining': '4860', 'ratelimit-policy': policy }), clock, randomBytes }), secret);
    expect((await of('5000;w=3600'))[0]).toEqual({ unit: 'points', limit: 5000, left: 4860, resetsAt: null });
    expect((await of('5000;w=300'))[0]).toMatchObject({ unit: 'calls' });
  });
});
