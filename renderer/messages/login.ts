import type { ConnectedAccount } from '#core/contract/accounts';
import type { NetworkId } from '#core/networks';
import type { ShownError } from './errors';
import { networkInText } from './networks';
import { capital } from './quoted';

interface FieldWords {
  readonly label: string;
  readonly help: string;
  readonly placeholder: string;
}
type Method = 'oauth' | 'oauth-page' | 'app-password';

const server = (help: string, placeholder: string): FieldWords => ({ label: 'Server', help, placeholder });
const appPassword: FieldWords = { label: 'App password', help: 'Not your own password. Make one in Bluesky: Settings, Privacy and security, App passwords.', placeholder: 'abcd-efgh-ijkl-mnop' };

/** By network, method and field; a field without words is a mistake the connect dialog shows as its id. */
const fields: Readonly<Record<string, FieldWords>> = {
  'bluesky.oauth.handle': { label: 'Handle or server', help: 'Your handle, or the address of your own server (PDS). The login itself happens in your browser.', placeholder: 'name.bsky.social' },
  'bluesky.app-password.handle': { label: 'Handle', help: 'As people see it, without the @.', placeholder: 'name.bsky.social' },
  'bluesky.app-password.server': server('Only if you run your own. Empty finds it by the handle.', 'https://bsky.social'),
  'bluesky.app-password.password': appPassword,
  'facebook.oauth.clientId': { label: 'App ID', help: 'At developers.facebook.com: your app, App settings, Basic.', placeholder: '1234567890123456' },
  'facebook.oauth.clientSecret': { label: 'App secret', help: 'On the same page. Linnet keeps it with the login, sealed like a password, to sign its calls.', placeholder: '' },
  'facebook.oauth.redirect': { label: 'Redirect', help: 'Empty while your app is in development mode. For a live app: one of its valid OAuth redirect addresses, letter by letter.', placeholder: 'https://www.facebook.com/connect/login_success.html' },
  'facebook.oauth.answer': { label: 'Where the browser ended', help: 'All of it, from https:// to the end. It is good for a quarter of an hour and for one login.', placeholder: 'https://www.facebook.com/connect/login_success.html?code=…' },
  'facebook.app-password.token': { label: 'Access token', help: 'Yours or a Page’s, from Meta’s Graph API Explorer, with the permissions of the list in Linnet’s guide.', placeholder: 'EAA…' },
  'facebook.app-password.clientId': { label: 'App ID', help: 'With this and the secret, a token of an hour becomes one that lasts. Empty: it is used as it is.', placeholder: '1234567890123456' },
  'facebook.app-password.clientSecret': { label: 'App secret', help: 'At developers.facebook.com: your app, App settings, Basic.', placeholder: '' },
  'instagram.oauth.clientId': { label: 'Instagram app ID', help: 'At developers.facebook.com, in your app under Instagram, API setup with Instagram login: the ID called Instagram, not the app’s own.', placeholder: '1234567890123456' },
  'instagram.oauth.clientSecret': { label: 'Instagram app secret', help: 'On the same page. Linnet uses it once and does not keep it.', placeholder: '' },
  'instagram.oauth.redirect': { label: 'Redirect', help: 'One of the https addresses under Business login settings, letter by letter. Nothing needs to be there.', placeholder: 'https://your-site.example/instagram' },
  'instagram.oauth.answer': { label: 'Where the browser ended', help: 'All of it, from https:// to the end. It is good for half an hour and for one login.', placeholder: 'https://your-site.example/instagram?code=…' },
  'instagram.oauth-page.clientId': { label: 'App ID', help: 'At developers.facebook.com: your app, App settings, Basic.', placeholder: '1234567890123456' },
  'instagram.oauth-page.clientSecret': { label: 'App secret', help: 'On the same page. Linnet keeps it with the login, sealed like a password, to sign its calls.', placeholder: '' },
  'instagram.oauth-page.redirect': { label: 'Redirect', help: 'Empty while your app is in development mode. For a live app: one of its valid OAuth redirect addresses, letter by letter.', placeholder: 'https://www.facebook.com/connect/login_success.html' },
  'instagram.oauth-page.answer': { label: 'Where the browser ended', help: 'All of it, from https:// to the end. It is good for half an hour and for one login.', placeholder: 'https://www.facebook.com/connect/login_success.html?code=…' },
  'instagram.app-password.token': { label: 'Access token', help: 'In your app at developers.facebook.com: Instagram, API setup with Instagram login, Generate token. Or a token of Facebook from Meta’s Graph API Explorer.', placeholder: 'IGAA…' },
  'instagram.app-password.clientId': { label: 'App ID', help: 'Only for a token of Facebook: with this and the secret, one of an hour becomes one that lasts.', placeholder: '1234567890123456' },
  'instagram.app-password.clientSecret': { label: 'App secret', help: 'Only for a token of Facebook: your app, App settings, Basic.', placeholder: '' },
  'linkedin.oauth.clientId': { label: 'Client ID', help: 'From your app at linkedin.com/developers, under Auth. The app needs the products “Share on LinkedIn” and “Sign In with LinkedIn using OpenID Connect”.', placeholder: '86abc123def456' },
  'linkedin.oauth.clientSecret': { label: 'Primary client secret', help: 'From the same page. It stays on this computer, sealed like a password.', placeholder: 'WPL_AP1…' },
  'linkedin.oauth.port': { label: 'Port', help: 'Only if you registered another one. The app’s redirect URL must be exactly http://localhost:53682/callback.', placeholder: '53682' },
  'linkedin.oauth-page.clientId': { label: 'Client ID', help: 'From an app at linkedin.com/developers, under Auth, whose only product is the “Community Management API”.', placeholder: '86abc123def456' },
  'linkedin.oauth-page.clientSecret': { label: 'Primary client secret', help: 'From the same page. It stays on this computer, sealed like a password.', placeholder: 'WPL_AP1…' },
  'linkedin.oauth-page.port': { label: 'Port', help: 'Only if you registered another one. The app’s redirect URL must be exactly http://localhost:53682/callback.', placeholder: '53682' },
  'linkedin.app-password.token': { label: 'Access token', help: 'Made at linkedin.com/developers/tools/oauth/token-generator: for your own posts with openid, profile and w_member_social, for company pages with all that the page offers. It lasts sixty days.', placeholder: 'AQX…' },
  'pinterest.oauth.clientId': { label: 'App ID', help: 'The number called App ID at developers.pinterest.com, under My apps.', placeholder: '1234567' },
  'pinterest.oauth.clientSecret': { label: 'App secret key', help: 'On the same page. Linnet keeps it with the login, sealed by your keyring.', placeholder: '' },
  'pinterest.oauth.port': { label: 'Port', help: 'Write http://localhost:8734/callback as a redirect link in your app, or the same with another port that you name here.', placeholder: '8734' },
  'threads.oauth.clientId': { label: 'Threads app ID', help: 'At developers.facebook.com, in your app under App settings, Basic: the ID called Threads, not the app’s own.', placeholder: '1234567890123456' },
  'threads.oauth.clientSecret': { label: 'Threads app secret', help: 'On the same page. Linnet uses it once and does not keep it.', placeholder: '' },
  'threads.oauth.redirect': { label: 'Redirect', help: 'One of the https addresses in your app’s Threads settings, letter by letter. Nothing needs to be there.', placeholder: 'https://your-site.example/threads' },
  'threads.oauth.answer': { label: 'Where the browser ended', help: 'All of it, from https:// to the end. It is good for one hour and for one login.', placeholder: 'https://your-site.example/threads?code=…' },
  'threads.app-password.token': { label: 'Access token', help: 'In your app at developers.facebook.com: Use cases, Access the Threads API, Settings, User Token Generator. Your account must be a tester of the app.', placeholder: 'THAA…' },
  'tiktok.oauth.clientId': { label: 'Client key', help: 'At developers.tiktok.com: your app with Login Kit and the Content Posting API, under App details.', placeholder: 'aw1234567890abcd' },
  'tiktok.oauth.clientSecret': { label: 'Client secret', help: 'On the same page. Linnet keeps it with the login, sealed by your keyring.', placeholder: '' },
  'tiktok.oauth.port': { label: 'Port', help: 'Write http://127.0.0.1:8752/callback as a redirect for desktop in your app, or the same with another port that you name here.', placeholder: '8752' },
  'x.oauth.clientId': { label: 'Client ID of your app', help: 'In X’s developer console: your app, User authentication settings, type Native App, with this redirect: http://127.0.0.1:8765/callback. The ID is under Keys and tokens, OAuth 2.0.', placeholder: '' },
  'x.oauth.clientSecret': { label: 'Client secret', help: 'Only for an app of the type Web App. A native app has none.', placeholder: '' },
  'x.oauth.port': { label: 'Port of the redirect', help: 'Only if your app lists another one than 8765.', placeholder: '8765' },
  'youtube.oauth.clientId': { label: 'Client ID', help: 'At console.cloud.google.com: your project with the YouTube Data API v3, Credentials, OAuth client ID of the type Desktop app.', placeholder: '1234-abc.apps.googleusercontent.com' },
  'youtube.oauth.clientSecret': { label: 'Client secret', help: 'On the same page. Linnet keeps it with the login, sealed by your keyring.', placeholder: 'GOCSPX-…' },
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
  if (method === 'app-password' && network === 'linkedin') return { name: 'Access token', about: 'For an app whose redirect LinkedIn does not accept: make a token on LinkedIn’s own page and paste it here.', act: 'Connect' };
  if (method === 'app-password' && network === 'threads') return { name: 'Access token', about: 'The short way: make a token for your own account on Meta’s page and paste it here. Linnet renews it while it lives.', act: 'Connect' };
  if (method === 'app-password' && network === 'facebook') return { name: 'Access token', about: 'Make a token on Meta’s own page and paste it here. You then choose the Pages.', act: 'Connect' };
  if (method === 'app-password' && network === 'instagram') return { name: 'Access token', about: 'The short way: make a token for your own account on Meta’s page and paste it here. Linnet renews one of Instagram’s own while it lives.', act: 'Connect' };
  if (method === 'app-password') return { name: 'App password', about: 'For servers without a login page. Linnet stores the app password, never your own.', act: 'Connect' };
  if (network === 'tiktok') return { name: 'In the browser', about: 'You log in at TikTok itself and come back. Until TikTok has audited your app, it takes posts for you alone, of an account set to private, and from five people a day.', act: 'Log in with the browser' };
  if (network === 'pinterest') return { name: 'In the browser', about: 'You log in at Pinterest itself and come back. While your app there is on trial access, only you can see the Pins it makes.', act: 'Log in with the browser' };
  if (network === 'youtube') return { name: 'In the browser', about: 'You log in at Google itself and choose the channel. While Google has not audited your project, it keeps what Linnet uploads private; while the project is in testing, the login ends after seven days.', act: 'Log in with the browser' };
  if (network === 'threads') return { name: 'At Threads', about: 'Threads opens in a window of its own; you log in there and allow Linnet. You may use your browser instead and paste the address it ends on.', act: 'Open the login page' };
  if (method === 'oauth-page' && network === 'linkedin') return { name: 'Company pages', about: 'You log in at LinkedIn itself and come back to choose among the pages you administer; each becomes an account. LinkedIn gives this to apps of registered organisations, after a review, and such an app does nothing else.', act: 'Log in with the browser' };
  if (network === 'linkedin' && method === 'oauth') return { name: 'Your own posts', about: 'You log in at LinkedIn itself and come back. Linnet never sees your password.', act: 'Log in with the browser' };
  if (method === 'oauth-page') return { name: 'By its Page', about: 'For an account that belongs to a Facebook Page. You log in at Facebook, tick the Page and its account there, and come back. Pictures can then lie on the Page, so no media host is needed.', act: 'Log in with the browser' };
  if (network === 'instagram') return { name: 'At Instagram', about: 'Instagram opens in a window of its own; you log in there and allow Linnet. You may use your browser instead and paste the address it ends on. Pictures need a media host of yours (Settings).', act: 'Open the login page' };
  if (network === 'facebook') return { name: 'In the browser', about: 'You log in at Facebook itself, tick your Pages there, and come back to choose which ones to connect. While your app is in development mode, only people with a role in it see the posts.', act: 'Log in with the browser' };
  if (network === 'practice') return { name: 'In the browser', about: 'Opens a page of the practice network on this computer. Nothing leaves it.', act: 'Log in to the practice network' };
  return { name: 'In the browser', about: `You log in at ${networkName} itself and come back. Linnet never sees your password.`, act: 'Log in with the browser' };
}

/** Where the way back is caught in a window of Linnet, no browser is opened. */
export const actOf = ({ act }: MethodWords, redirect: string): string => (redirect.trim() === '' ? act : 'Open the login page');

/** Under what came of a login that does not allow everything. @param network as it is called in the middle of a sentence */
export const lackingWords = (n: number, network: string): string =>
  `${capital(network)} did not allow everything Linnet can do. ${n === 1 ? 'One thing is' : `${n} things are`} missing; the rest works. Log in again and allow all of it, or leave it: Accounts keeps saying what is missing. If ${network} does not even ask, add the permission to your app there first.`;

/** Of whose app the keys are taken; `own` is the account that is connected again. */
export const appKeyWords = {
  label: 'App keys',
  own: 'Those kept with this account',
  of: (name: string): string => `Use the app of ${name}`,
  none: 'Type the keys of another app',
  kept: 'Kept',
  keptHelp: 'Kept on this computer, sealed. Type in a field to replace what is kept.',
} as const;

/** What one login at a network may lead to several of. */
export const severalIn = (network: NetworkId): string => (network === 'facebook' ? 'Pages' : network === 'linkedin' ? 'company pages' : 'accounts');

/** Asked for in a second go, after the browser was shown a page that cannot lead back to this computer by itself. */
export const ANSWER = 'answer';

/** Under a field whose value cannot be used: where the right one is found. */
export const wrongField = (help: string): string => (help === '' ? 'That cannot be used. Check what you typed.' : `That cannot be used. ${help}`);

/** A failed login in the names a person knows: the network's, and the server or account they typed. */
export function namedError(error: ShownError, network: NetworkId, fields: Readonly<Record<string, string>>): ShownError {
  const name = capital(networkInText(network));
  const server = fields['server'] ?? '';
  const handle = fields['handle'] ?? '';
  // With an app of one's own nobody types an address, and what goes wrong is mostly in the keys.
  const keys = 'clientId' in fields ? { keys: 'own' } : {};
  return { ...error, params: { network: name, ...keys, server: server === '' ? name : server, ...(handle === '' ? {} : { handle }), ...error.params } };
}

/** What came of a login, all of it as far as a line goes. */
export function connectedWords({ handle, network, others }: Pick<ConnectedAccount, 'handle' | 'network' | 'others'>): string {
  const [second, ...more] = others;
  const who = second === undefined ? handle : more.length === 0 ? `${handle} and ${second}` : `${handle}, ${second} and ${more.length} more`;
  return `Connected ${who} on ${networkInText(network)}`;
}
