import type { Millis } from '#core/clock';
import type { Destination } from '#core/contract/accounts';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok, type Result } from '#core/result';
import type { Session } from '#electron/connectors/ports/account';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { DestinationPort } from '#electron/connectors/ports/reading';
import { connectorAppError } from './errors';
import type { Sessions } from './sessions';

const LIMIT: Millis = 30_000;

export interface Destinations {
  readonly list: (accountId: Id, parent: string | null) => Promise<AppResult<Destination[]>>;
  readonly create: (accountId: Id, parent: string | null, name: string) => Promise<AppResult<Destination>>;
}

/** Boards and the like, asked of the network each time: nothing of them is kept here. */
export function createDestinations({ sessions }: { readonly sessions: Sessions }): Destinations {
  async function ask<T>(accountId: Id, question: (port: DestinationPort, session: Session, signal: AbortSignal) => Promise<Result<T, ConnectorError>>): Promise<AppResult<T>> {
    const opened = sessions.open(accountId);
    if (!opened.ok) return opened;
    const { connector, session } = opened.value;
    if (connector.destinations === undefined) return err(appError('not-found'));
    const login = sessions.loginOf(accountId);
    const answer = await question(connector.destinations, session, AbortSignal.timeout(LIMIT));
    if (answer.ok) return answer;
    if (answer.error.type === 'reauth') sessions.markSignedOut(accountId, login);
    return err(connectorAppError(answer.error));
  }
  return {
    list: async (accountId, parent) => {
      const found = await ask(accountId, (port, session, signal) => port.list(session, parent, signal));
      return found.ok ? ok(found.value.map(({ id, name }) => ({ id, name }))) : found;
    },
    create: (accountId, parent, name) => ask(accountId, (port, session, signal) => port.create(session, parent, name, signal)),
  };
}
