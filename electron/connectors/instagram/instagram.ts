import type { Connector } from '../ports/connector';
import { createServerTimes } from '../publishing/server-time';
import { liveBases } from './bases';
import { createInstagramClient, type InstagramDeps } from './client';
import { createContainers } from './containers';
import { createFind } from './find-published';
import { createHosting } from './hosting';
import { createLogins } from './login';
import { createAccountPort } from './profile';
import { createPublishPort } from './publish';
import { createInboxPort, createMetricsPort } from './reading';
import { createUpload } from './upload';

/** Instagram's professional accounts, by Graph and the person's own app at Meta. It has no scheduling and no editing, so those ports are missing. */
export function createInstagramConnector(deps: InstagramDeps): Connector {
  const { clock } = deps;
  const times = createServerTimes(deps);
  const client = createInstagramClient({ ...deps, http: times.http }, deps.bases ?? liveBases);
  const hosting = createHosting(client, deps.mediaHost);
  const containers = createContainers(client, clock, hosting, createUpload(client, deps));
  const find = createFind(client, clock, containers);
  return {
    id: 'instagram',
    login: createLogins(deps, client),
    account: createAccountPort(client),
    publish: createPublishPort(client, { clock, containers, hosting, find, times }),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
