import { err, ok, type Result } from '#core/result';
import { isHttpsRedirect } from '../oauth/window-rules';
import type { LoginError } from '../ports/login';
import type { App } from './secret';

/** The redirect as it was typed: Meta compares it to the letter. Empty: there is none. */
export function readApp(fields: Readonly<Record<string, string>>): Result<App, LoginError> {
  const [clientId = '', clientSecret = '', redirect = ''] = ['clientId', 'clientSecret', 'redirect'].map((name) => (fields[name] ?? '').trim());
  if (!/^\d{5,30}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
  if (!/^[\x21-\x7e]{8,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
  return redirect === '' || isHttpsRedirect(redirect) ? ok({ clientId, clientSecret, redirect }) : err({ type: 'bad-input', field: 'redirect' });
}
