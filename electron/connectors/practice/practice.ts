import { ok } from '#core/result';
import type { Connector } from '../ports/connector';
import { createPracticeClient, type PracticeDeps } from './client';
import { createPracticeLogin } from './login';
import { createPublishPort } from './publish';
import { createInboxPort, createMetricsPort } from './reading';
import { createAccountReading } from './profile';

export { PRACTICE_SERVER, type PracticeDeps } from './client';

/** Linnet's own network for trying things out: a connector like the others, to a server on this machine. */
export function createPracticeConnector(deps: PracticeDeps): Connector {
  const client = createPracticeClient(deps);
  return {
    id: 'practice',
    login: [createPracticeLogin(deps)],
    account: {
      ...createAccountReading(deps, client),
      refresh: async (session, signal) => {
        const renewed = await client.renew(session, signal);
        return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
      },
    },
    publish: createPublishPort(deps, client),
    metrics: createMetricsPort(client),
    inbox: createInboxPort(client),
  };
}
