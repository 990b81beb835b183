import type { Clock } from '#core/clock';
import type { Http } from '../http/http';
import type { Connector } from '../ports/connector';
import { createLogins } from './auth';
import { type BlueskyBases, blueskyBases } from './bases';
import { createBlueskyClient, type BlueskyDeps } from './client';
import { createIdentityResolver } from './identity';
import { createMentionPort } from './mentions';
import { readProfile } from './profile';
import { createPublishPort } from './publish';
import { createInboxPort, createMetricsPort } from './reading';

export function createBlueskyConnector(given: {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly bases?: Partial<BlueskyBases>;
}): Connector {
  const bases = { ...blueskyBases, ...given.bases };
  const deps: BlueskyDeps = { http: given.http, clock: given.clock, randomBytes: given.randomBytes, bases, identities: createIdentityResolver({ http: given.http, bases }) };
  const client = createBlueskyClient(deps);
  return {
    id: 'bluesky',
    login: createLogins(deps, client),
    account: {
      profile: async (session, signal) => readProfile(client, session, bases, signal),
      refresh: client.renew,
      revoke: client.signOut,
    },
    publish: createPublishPort(deps, client),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client, bases),
    mentions: createMentionPort(deps.identities),
  };
}
