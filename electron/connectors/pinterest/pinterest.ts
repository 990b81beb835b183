import type { Connector } from '../ports/connector';
import { basesAt, pinterestBases } from './bases';
import { createDestinationPort } from './boards';
import { createPinterestClient, type PinterestDeps } from './client';
import { createEditPort } from './edit';
import { createAccountPort, createPinterestLogin } from './login';
import { createMetricsPort } from './metrics';
import { createPublishPort } from './publish';

/** @param server origin of a server of one's own that answers like Pinterest, for trying it out offline */
export function createPinterestConnector({ server, ...rest }: Omit<PinterestDeps, 'bases'> & { readonly server?: string }): Connector {
  const deps: PinterestDeps = { ...rest, bases: server === undefined ? pinterestBases : basesAt(server) };
  const client = createPinterestClient(deps);
  return {
    id: 'pinterest',
    login: [createPinterestLogin(deps)],
    account: createAccountPort(deps, client),
    publish: createPublishPort(deps, client),
    edit: createEditPort(client),
    destinations: createDestinationPort(client),
    metrics: createMetricsPort(client),
  };
}
