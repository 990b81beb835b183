import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { type LinkedinBases, linkedinBases } from './bases';
import { createLinkedinClient, type LinkedinDeps } from './client';
import { createEditPort } from './edit';
import { createInboxPort } from './inbox';
import { createLogins } from './login';
import { createMetricsPort } from './metrics';
import { readProfile } from './profile';
import { createPublishPort } from './publish';

/**
 * LinkedIn, as a member or as a company page. What a member's own app may not do (read posts, comments, numbers) is said where it is
 * asked; `refresh` is absent, since the tokens of such an app end after sixty days and a person must know of it.
 */
export function createLinkedinConnector(given: Omit<LinkedinDeps, 'bases'> & { readonly bases?: Partial<LinkedinBases> }): Connector {
  const times = createServerTimes(given);
  const deps: LinkedinDeps = { ...given, http: times.http, bases: { ...linkedinBases, ...given.bases } };
  const client = createLinkedinClient(deps);
  return {
    id: 'linkedin',
    login: createLogins(deps, client),
    account: { profile: (session, signal) => readProfile(client, session, deps.bases, signal) },
    publish: createPublishPort(deps, client, times),
    edit: createEditPort(client),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client, deps.bases.web),
  };
}
