import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { createAccountPort, createLogin } from './auth';
import { liveBases } from './bases';
import { createXClient, type XDeps } from './client';
import { createFind } from './find-published';
import { createPublishPort } from './publish';
import { createInboxPort, createMetricsPort } from './reading';

/** X, by its API v2 and the person's own app. It has no scheduling, so that port is missing. */
export function createXConnector(deps: XDeps): Connector {
  const times = createServerTimes(deps);
  const client = createXClient({ ...deps, http: times.http }, deps.bases ?? liveBases);
  const find = createFind(client, deps.clock);
  return {
    id: 'x',
    login: [createLogin(deps, client)],
    account: createAccountPort(deps, client),
    publish: createPublishPort(client, deps.clock, find, times),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
