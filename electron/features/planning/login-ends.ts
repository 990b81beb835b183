import type { Millis } from '#core/clock';
import type { NetworkId } from '#core/networks';
import type { PublicationRow } from '../posts/rows';
import type { PlanningDeps } from './planning-deps';

export interface LoginEnd {
  readonly network: NetworkId;
  readonly handle: string;
  readonly endsAt: Millis;
}

/** Which of the accounts a person must sign in to again before `at`; each once. Accounts that are signed out already say so themselves. */
export function loginEndsBefore(deps: Pick<PlanningDeps, 'account'>, publications: readonly Pick<PublicationRow, 'accountId'>[], at: Millis): LoginEnd[] {
  return [...new Set(publications.map(({ accountId }) => accountId))].flatMap((id) => {
    const account = deps.account(id);
    if (account === null || account.health !== 'ok' || account.expiresAt === null || account.expiresAt > at) return [];
    return [{ network: account.network, handle: account.handle, endsAt: account.expiresAt }];
  });
}
