import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { liveBases } from './bases';
import { createThreadsClient, type ThreadsDeps } from './client';
import { createContainers } from './containers';
import { createFind } from './find-published';
import { createLogins } from './login';
import { createAccountPort } from './profile';
import { createPublishPort } from './publish';
import { createInboxPort, createMetricsPort } from './reading';

/** Threads, by its API and the person's own app at Meta. It has no scheduling and no editing, so those ports are missing. */
export function createThreadsConnector(deps: ThreadsDeps): Connector {
  const times = createServerTimes(deps);
  const client = createThreadsClient({ ...deps, http: times.http }, deps.bases ?? liveBases);
  const containers = createContainers(client, deps.clock, deps.mediaHost);
  const find = createFind(client, deps.clock, containers);
  return {
    id: 'threads',
    login: createLogins(deps, client),
    account: createAccountPort(client),
    publish: createPublishPort(client, deps.clock, containers, find, times),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
