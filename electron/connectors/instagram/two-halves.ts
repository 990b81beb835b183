import { type Clock, type Millis, MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { readAuthorizeAnswer } from '../oauth/authorize';
import { createState } from '../oauth/pkce';
import type { LoginContext, LoginError } from '../ports/login';
import type { InstagramDeps } from './client';
import type { App } from './secret';

/** A code lives an hour at Instagram, and nobody says how long at Facebook. */
const PATIENCE: Millis = 30 * MINUTE;

interface Asked extends App {
  readonly until: Millis;
}
export interface Coded {
  readonly app: App;
  readonly code: string;
}

/**
 * Where a network leads back to a registered https address only, nothing on this machine answers. So the login has two halves: the first opens
 * the browser and ends with `bad-input` of the field `answer`; the second is given the address that the browser ended on.
 */
export function createTwoHalves({ clock, randomBytes }: Pick<InstagramDeps, 'clock' | 'randomBytes'>, endpoint: string, scope: string) {
  const asked = new Map<string, Asked>();
  return {
    begin: (app: App, { openBrowser }: Pick<LoginContext, 'openBrowser'>): Result<never, LoginError> => {
      const state = createState(randomBytes);
      forget(asked, clock);
      asked.set(state, { ...app, until: clock.now() + PATIENCE });
      const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: app.redirect, scope, response_type: 'code', state });
      openBrowser(`${endpoint}?${query}`);
      return err({ type: 'bad-input', field: 'answer' });
    },
    finish: (answer: string): Result<Coded, LoginError> => {
      forget(asked, clock);
      const url = URL.parse(answer);
      if (url === null) return err({ type: 'bad-input', field: 'answer' });
      const state = url.searchParams.get('state') ?? '';
      const app = asked.get(state);
      const home = app === undefined ? null : new URL(app.redirect);
      if (app === undefined || home === null || url.origin !== home.origin || url.pathname !== home.pathname) return err({ type: 'forged', detail: 'the address does not answer what Linnet asked' });
      // Used up, whatever comes of it.
      asked.delete(state);
      const code = readAuthorizeAnswer(url.searchParams, { issuer: null, issRequired: false });
      return code.ok ? ok({ app: { clientId: app.clientId, clientSecret: app.clientSecret, redirect: app.redirect }, code: code.value }) : code;
    },
  };
}

const forget = (asked: Map<string, Asked>, clock: Clock): void => {
  for (const [state, { until }] of asked) if (until <= clock.now()) asked.delete(state);
};

type Fields = Readonly<Record<string, string>>;

/** The redirect as it was typed: Meta compares it to the letter. Empty: there is none. */
export function readApp(fields: Fields): Result<App, LoginError> {
  const [clientId = '', clientSecret = '', redirect = ''] = ['clientId', 'clientSecret', 'redirect'].map((name) => (fields[name] ?? '').trim());
  if (!/^\d{5,30}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
  if (!/^[\x21-\x7e]{8,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
  const url = redirect === '' ? null : URL.parse(redirect);
  if (redirect !== '' && (url === null || url.protocol !== 'https:' || url.username !== '' || url.hash !== '')) return err({ type: 'bad-input', field: 'redirect' });
  return ok({ clientId, clientSecret, redirect });
}
