import type { Millis } from '#core/clock';
import type { PostTermsView } from '#core/contract/accounts';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { connectorAppError } from './errors';
import type { Sessions } from './sessions';

const LIMIT: Millis = 30_000;

/** What a network says just now of posts by an account. Asked each time, and not kept. */
export function createTerms({ sessions }: { readonly sessions: Sessions }): (accountId: Id) => Promise<AppResult<PostTermsView>> {
  return async (accountId) => {
    const opened = sessions.open(accountId);
    if (!opened.ok) return opened;
    const { connector, session } = opened.value;
    if (connector.terms === undefined) return err(appError('not-found'));
    const login = sessions.loginOf(accountId);
    const asked = await connector.terms.ask(session, AbortSignal.timeout(LIMIT));
    if (asked.ok) {
      const { choices, off, ...rest } = asked.value;
      return ok({ ...rest, off: [...off], choices: Object.fromEntries(Object.entries(choices).map(([option, values]) => [option, [...values]])) });
    }
    if (asked.error.type === 'reauth') sessions.markSignedOut(accountId, login);
    return err(connectorAppError(asked.error));
  };
}
