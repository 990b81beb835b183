import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { createAccountPort, createLogin } from './auth';
import type { AuthDeps } from './auth';
import { createMastodonClient } from './client';
import { createEditPort } from './edit';
import { createFind } from './find-published';
import { createInboxPort } from './inbox';
import { createProfilePort, createSearchPort } from './listening';
import { createPublishPort } from './publish';
import { createMetricsPort } from './reading';
import { createSchedulePort } from './schedule';

export type { AppRegistration, AppRegistrations } from './app-registration';

/** Mastodon, and every server that speaks its client API. The server's address comes with each account. */
export function createMastodonConnector(deps: AuthDeps): Connector {
  const times = createServerTimes(deps);
  const client = createMastodonClient({ ...deps, http: times.http });
  const find = createFind(client, deps.clock);
  return {
    id: 'mastodon',
    login: [createLogin(deps)],
    account: createAccountPort(deps, client),
    publish: createPublishPort(client, deps.clock, find, times),
    edit: createEditPort(client, deps.clock),
    nativeSchedule: createSchedulePort(client, deps.clock, find),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
    search: createSearchPort(client),
    profiles: createProfilePort(client),
  };
}
