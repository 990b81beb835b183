import type { Clock, Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { LoginContext, LoginError } from '../ports/login';
import { readAuthorizeAnswer } from './authorize';
import { createState, type RandomBytes } from './pkce';
import { isRedirect } from './window-rules';

/** The person's own app at the network. */
interface RegisteredApp {
  readonly clientId: string;
  /** As it was typed: networks compare it to the letter. */
  readonly redirect: string;
}
export interface Coded<A> {
  readonly app: A;
  readonly code: string;
}
interface Way {
  readonly endpoint: string;
  readonly scope: string;
  /** How long the pasted half is waited for; no longer than a code lives. */
  readonly patienceMs: Millis;
  readonly issuer?: string;
}

/**
 * A login whose network leads back to a registered https address only, which nothing on this machine answers. It goes on in a window
 * that catches the way back. Where there is none, or the person would rather use their browser, it has two halves: the first opens
 * the browser and ends with `bad-input` of the field `answer`; the second is given the address that the browser ended on.
 */
export function createRegisteredRedirect<A extends RegisteredApp>({ clock, randomBytes }: { readonly clock: Clock; readonly randomBytes: RandomBytes }, { endpoint, scope, patienceMs, issuer }: Way) {
  const asked = new Map<string, { readonly app: A; readonly until: Millis }>();
  const forget = (): void => {
    for (const [state, { until }] of asked) if (until <= clock.now()) asked.delete(state);
  };
  const read = (app: A, query: URLSearchParams): Result<Coded<A>, LoginError> => {
    const code = readAuthorizeAnswer(query, { issuer: issuer ?? null, issRequired: false });
    return code.ok ? ok({ app, code: code.value }) : code;
  };
  return {
    begin: async (app: A, { openBrowser, inWindow }: Pick<LoginContext, 'openBrowser' | 'inWindow'>): Promise<Result<Coded<A>, LoginError>> => {
      const state = createState(randomBytes);
      const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirect, scope, response_type: 'code', state });
      const url = `${endpoint}?${query}`;
      const back = await inWindow?.({ url, redirect: app.redirect, state }) ?? 'in-browser';
      if (back !== 'in-browser') return back.ok ? read(app, back.value) : back;
      forget();
      asked.set(state, { app, until: clock.now() + patienceMs });
      openBrowser(url);
      return err({ type: 'bad-input', field: 'answer' });
    },
    finish: (answer: string): Result<Coded<A>, LoginError> => {
      forget();
      const url = URL.parse(answer);
      if (url === null) return err({ type: 'bad-input', field: 'answer' });
      const state = url.searchParams.get('state') ?? '';
      const app = asked.get(state)?.app;
      const home = app === undefined ? null : URL.parse(app.redirect);
      if (app === undefined || home === null || !isRedirect(url, home)) return err({ type: 'forged', detail: 'the address does not answer what Linnet asked' });
      // Used up, whatever comes of it.
      asked.delete(state);
      return read(app, url.searchParams);
    },
  };
}
