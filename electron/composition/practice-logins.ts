import { appError, type AppResult } from '#core/errors';
import { networkFacts } from '#core/networks';
import { err, ok } from '#core/result';
import type { Logins } from '../features/accounts/connect';

/** The practice network's server, started where it does not run yet. That it cannot start is an answer, and written down. */
export async function reachPractice<S>(running: () => Promise<S>, onDefect: (error: unknown) => void): Promise<AppResult<S>> {
  try {
    return ok(await running());
  } catch (error) {
    onDefect(error);
    return err(appError('login-unreachable', { server: networkFacts.practice.name }, error instanceof Error ? error.message : String(error)));
  }
}

/** The practice network's login page needs its server, which is started for it. */
export function withPracticeServer(logins: Logins, running: () => Promise<unknown>, onDefect: (error: unknown) => void): Logins {
  return {
    ...logins,
    connect: async (request) => {
      const there = request.network === 'practice' ? await reachPractice(running, onDefect) : ok(null);
      return there.ok ? logins.connect(request) : there;
    },
  };
}
