import type { NetworkId } from '#core/networks';

const LIVE_META = 'https://www.facebook.com/connect/login_success.html';
/** Of networks that compare the redirect to the letter, port and all: what Linnet listens on unless another port is typed. */
const LISTENS: Readonly<Partial<Record<NetworkId, readonly [host: string, port: number]>>> = { linkedin: ['localhost', 53_682], pinterest: ['localhost', 8_734], tiktok: ['127.0.0.1', 8_752], x: ['127.0.0.1', 8_765] };

/** The address a person writes into their app at the network; null while it is theirs to choose and not typed yet. */
export function redirectToRegister(network: NetworkId, method: string, fields: Readonly<Record<string, string>>): string | null {
  const listens = LISTENS[network];
  if (listens !== undefined) return `http://${listens[0]}:${(fields['port'] ?? '').trim() || String(listens[1])}/callback`;
  const typed = (fields['redirect'] ?? '').trim();
  if (typed !== '') return typed;
  return network === 'facebook' || method === 'oauth-page' ? LIVE_META : null;
}
