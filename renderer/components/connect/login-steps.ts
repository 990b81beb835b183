import type { Connectable, ConnectedAccount } from '#core/contract/accounts';
import type { NetworkId } from '#core/networks';
import type { ShownError } from '#renderer/messages/errors';
import { ANSWER, namedError } from '#renderer/messages/login';

export interface LoginRequest {
  readonly method: Connectable['methods'][number]['id'];
  readonly fields: Readonly<Record<string, string>>;
  /** The account whose kept app keys stand in for what was left empty. */
  readonly appOf?: string | undefined;
}

/** What was typed goes along through every step: nobody types four keys twice because a browser tab was closed. */
export type Step =
  | { readonly at: 'choose' }
  | { readonly at: 'login'; readonly network: NetworkId; readonly given?: LoginRequest; readonly wrong?: string }
  | { readonly at: 'waiting'; readonly network: NetworkId; readonly loginId: string; readonly given: LoginRequest }
  | { readonly at: 'paste'; readonly network: NetworkId; readonly given: LoginRequest; readonly wrong: boolean }
  | { readonly at: 'lacking'; readonly given: LoginRequest; readonly connected: ConnectedAccount }
  | { readonly at: 'failed'; readonly network: NetworkId; readonly given: LoginRequest; readonly error: ShownError };

export const answered = (request: LoginRequest): boolean => (request.fields[ANSWER] ?? '') !== '';

/** Where a login that did not end well leads. */
export function afterLogin(network: NetworkId, given: LoginRequest, error: ShownError, fields: readonly string[]): Step {
  if (error.code === 'login-cancelled') return answered(given) ? { at: 'paste', network, given, wrong: false } : { at: 'login', network, given };
  const wrong = error.code === 'login-bad-input' ? String(error.params?.['field'] ?? '') : '';
  if (wrong === ANSWER) return { at: 'paste', network, given, wrong: answered(given) };
  if (fields.includes(wrong)) return { at: 'login', network, given, wrong };
  return { at: 'failed', network, given, error: namedError(error, network, given.fields) };
}
