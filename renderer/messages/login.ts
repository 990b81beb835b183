import type { NetworkId } from '#core/networks';

interface FieldWords {
  readonly label: string;
  readonly help: string;
  readonly placeholder: string;
}
type Method = 'oauth' | 'app-password';

const server = (help: string, placeholder: string): FieldWords => ({ label: 'Server', help, placeholder });
const appPassword: FieldWords = { label: 'App password', help: 'Not your own password. Make one in Bluesky: Settings, Privacy and security, App passwords.', placeholder: 'abcd-efgh-ijkl-mnop' };

/** By network, method and field; a field without words is a mistake the connect dialog shows as its id. */
const fields: Readonly<Record<string, FieldWords>> = {
  'bluesky.oauth.handle': { label: 'Handle or server', help: 'Your handle, or the address of your own server (PDS). The login itself happens in your browser.', placeholder: 'name.bsky.social' },
  'bluesky.app-password.handle': { label: 'Handle', help: 'As people see it, without the @.', placeholder: 'name.bsky.social' },
  'bluesky.app-password.server': server('Only if you run your own. Empty finds it by the handle.', 'https://bsky.social'),
  'bluesky.app-password.password': appPassword,
  'mastodon.oauth.server': server('The part after the second @ of your name. Any server that speaks Mastodon.', 'mastodon.social'),
};

export function loginField(network: NetworkId, method: Method, id: string): FieldWords {
  const same: Readonly<Record<string, string>> = { identifier: 'handle', account: 'handle', service: 'server', pds: 'server', instance: 'server', appPassword: 'password', 'app-password': 'password' };
  return fields[`${network}.${method}.${id}`] ?? fields[`${network}.${method}.${same[id] ?? id}`] ?? { label: id, help: '', placeholder: '' };
}

interface MethodWords {
  readonly name: string;
  readonly about: string;
  readonly act: string;
}

export function loginMethod(network: NetworkId, method: Method, networkName: string): MethodWords {
  if (method === 'app-password') return { name: 'App password', about: 'For servers without a login page. Linnet stores the app password, never your own.', act: 'Connect' };
  if (network === 'practice') return { name: 'In the browser', about: 'Opens a page of the practice network on this computer. Nothing leaves it.', act: 'Log in to the practice network' };
  return { name: 'In the browser', about: `You log in at ${networkName} itself and come back. Linnet never sees your password.`, act: 'Log in with the browser' };
}
