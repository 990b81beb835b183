import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { liveBases } from './bases';
import { createFacebookClient, type FacebookDeps } from './client';
import { createFind } from './find-published';
import { createLogins } from './login';
import { createAccountPort } from './profile';
import { createPublishPort } from './publish';
import { createInboxPort, createMetricsPort } from './reading';
import { createSchedulePort } from './schedule';

/** Facebook Pages, by Graph and the person's own app at Meta. People's own profiles take no posts from apps. */
export function createFacebookConnector(deps: FacebookDeps): Connector {
  const times = createServerTimes(deps);
  const client = createFacebookClient({ ...deps, http: times.http }, deps.bases ?? liveBases);
  const find = createFind(client, deps.clock);
  return {
    id: 'facebook',
    login: createLogins(deps, client),
    account: createAccountPort(client),
    publish: createPublishPort(client, deps.clock, find, times),
    nativeSchedule: createSchedulePort(client, deps.clock, find),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
