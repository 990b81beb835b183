import type { NetworkId } from '#core/networks';

/** A small drawing of what is to be clicked; the words beside it say the same. Labels of at most some twenty letters. */
export type GuidePicture =
  | { readonly kind: 'button'; readonly label: string }
  | { readonly kind: 'menu'; readonly items: readonly string[]; readonly at: number }
  | { readonly kind: 'ticks'; readonly labels: readonly string[] }
  | { readonly kind: 'keys'; readonly labels: readonly string[] }
  | { readonly kind: 'field'; readonly label: string; readonly value: string }
  | { readonly kind: 'window'; readonly label: string };

export interface GuideStep {
  readonly picture: GuidePicture;
  readonly text: string;
  /** The address to register stands below it, to be copied. */
  readonly redirect?: true;
}

const step = (picture: GuidePicture, text: string): GuideStep => ({ picture, text });
const button = (label: string): GuidePicture => ({ kind: 'button', label });
const menu = (at: number, ...items: readonly string[]): GuidePicture => ({ kind: 'menu', items, at });
const ticks = (...labels: readonly string[]): GuidePicture => ({ kind: 'ticks', labels });
const keys = (...labels: readonly string[]): GuidePicture => ({ kind: 'keys', labels });
const register = (label: string, value: string, text: string): GuideStep => ({ picture: { kind: 'field', label, value }, text, redirect: true });
const opened = (label: string, text: string): GuideStep => step({ kind: 'window', label }, text);

const metaKeys = step(keys('App ID', 'App secret'), 'In your app open App settings, Basic. Copy the app ID and the app secret.');
const metaRedirect = register('Valid redirects', 'login_success.html', 'Only for an app that is live: under Facebook Login, Settings, add this to the valid OAuth redirect addresses, and type it below. Linnet then shows Facebook in a window of its own.');
const explorer = (names: string): GuideStep => step(button('Generate token'), `In Meta’s Graph API Explorer choose your app, add ${names}, and press Generate Access Token.`);

const guides: Readonly<Record<string, readonly GuideStep[]>> = {
  'bluesky.app-password': [
    step(menu(1, 'Account', 'Privacy, security', 'Languages'), 'In Bluesky open Settings, Privacy and security, App passwords.'),
    step(button('Add app password'), 'Add one and give it a name, such as Linnet. For messages tick the box that allows them.'),
    step(keys('App password'), 'It is shown once. Copy it and paste it below.'),
  ],
  'facebook.oauth': [
    step(button('Create app'), 'At developers.facebook.com make an app of the kind Business, with the use case “Manage everything on your Page”. It costs nothing.'),
    step(ticks('pages_show_list', 'pages_manage_posts', 'read_insights'), 'Add the permissions pages_show_list, pages_read_engagement, pages_manage_posts, pages_read_user_content and read_insights. For your own Pages they need no review.'),
    metaKeys, metaRedirect,
    opened('Allow', 'Log in at Facebook, tick your Pages and everything it asks for. Then choose in Linnet which Pages become accounts.'),
  ],
  'facebook.app-password': [
    explorer('pages_show_list, pages_read_engagement, pages_manage_posts, pages_read_user_content and read_insights'),
    step(keys('Access token'), 'Copy the token and paste it below. With the app’s ID and secret it is made to last.'),
  ],
  'instagram.oauth': [
    step(button('Create app'), 'At developers.facebook.com make an app of the kind Business and add Instagram, “API setup with Instagram login”.'),
    step(ticks('…_basic', '…_content_publish', '…_manage_comments'), 'Add the permissions instagram_business_basic, instagram_business_content_publish, instagram_business_manage_comments and instagram_business_manage_insights.'),
    step(menu(1, 'Dashboard', 'App roles', 'App settings'), 'Under App roles make your account an Instagram tester. Accept that in Instagram: Settings, Website permissions.'),
    register('Redirect', 'https://your-site…', 'Under Business login settings write an https address of yours as redirect, and the same below. Nothing needs to be there: Linnet catches the way back before anybody is asked for it.'),
    step(keys('Instagram app ID', 'Instagram secret'), 'On the same page copy the Instagram app ID and the Instagram app secret; they are not the app’s own.'),
    opened('Allow', 'Linnet shows Instagram in a window of its own. Log in there and allow what it asks for.'),
  ],
  'instagram.oauth-page': [
    step(menu(0, 'Page', 'Category', 'Contact'), 'In Instagram’s app, under Edit profile, see that your account belongs to a Facebook Page of yours.'),
    step(ticks('instagram_basic', '…_content_publish', 'pages_show_list'), 'In your app at developers.facebook.com add instagram_basic, instagram_content_publish, instagram_manage_comments, instagram_manage_insights, pages_show_list, pages_read_engagement and pages_manage_posts.'),
    metaKeys, metaRedirect,
    opened('Allow', 'Log in at Facebook and tick the Page and the account that belongs to it.'),
  ],
  'instagram.app-password': [
    step(menu(2, 'Dashboard', 'App roles', 'Instagram'), 'In your app at developers.facebook.com open Instagram, “API setup with Instagram login”.'),
    step(button('Generate token'), 'Press Generate token beside your account. It must be an Instagram tester of the app.'),
    step(keys('Access token'), 'Copy the token and paste it below.'),
  ],
  'linkedin.oauth': [
    step(button('Create app'), 'At linkedin.com/developers press Create app. It asks for a name, a logo and a company page; any page of yours will do.'),
    step(ticks('Share on LinkedIn', 'Sign In (OpenID)'), 'Under Products add “Share on LinkedIn” and “Sign In with LinkedIn using OpenID Connect”. Both are given at once.'),
    register('Redirect URLs', 'http://localhost:…', 'Under Auth add this as redirect URL, letter by letter.'),
    step(keys('Client ID', 'Client secret'), 'On the same page copy the client ID and the primary client secret.'),
  ],
  'linkedin.oauth-page': [
    step(button('Create app'), 'At linkedin.com/developers make an app for company pages alone: it may have no other product.'),
    step(ticks('Community Mgmt API'), 'Under Products ask for the “Community Management API”. LinkedIn gives it to registered organisations, after a review.'),
    register('Redirect URLs', 'http://localhost:…', 'Under Auth add this as redirect URL, letter by letter.'),
    step(keys('Client ID', 'Client secret'), 'On the same page copy the client ID and the primary client secret.'),
  ],
  'linkedin.app-password': [
    step(ticks('openid', 'profile', 'w_member_social'), 'At linkedin.com/developers/tools/oauth/token-generator choose your app and tick openid, profile and w_member_social.'),
    step(button('Request token'), 'Request the token and allow it. It lasts sixty days.'),
    step(keys('Access token'), 'Copy the token and paste it below.'),
  ],
  'pinterest.oauth': [
    step(button('Connect app'), 'Make your account a business account (free). At developers.pinterest.com open My apps, Connect app; trial access comes within days.'),
    register('Redirect links', 'http://localhost:…', 'In your app add this as a redirect link, letter by letter.'),
    step(keys('App ID', 'App secret key'), 'On the same page copy the App ID and the App secret key.'),
  ],
  'threads.oauth': [
    step(button('Create app'), 'At developers.facebook.com make an app with the use case “Access the Threads API”. It costs nothing.'),
    step(ticks('threads_basic', '…content_publish', 'threads_delete'), 'In the use case’s settings add threads_basic, threads_content_publish, threads_read_replies, threads_manage_mentions, threads_manage_insights and threads_delete.'),
    step(menu(1, 'Dashboard', 'App roles', 'App settings'), 'Under App roles add your account as a Threads tester. Accept that in Threads: Settings, Website permissions.'),
    register('Redirect', 'https://your-site…', 'In the use case’s settings write an https address of yours as redirect, and the same below. Nothing needs to be there: Linnet catches the way back before anybody is asked for it.'),
    step(keys('Threads app ID', 'Threads app secret'), 'Under App settings, Basic, copy the Threads app ID and the Threads app secret; they are not the app’s own.'),
    opened('Allow', 'Linnet shows Threads in a window of its own. Log in there and allow what it asks for.'),
  ],
  'threads.app-password': [
    step(menu(1, 'Permissions', 'Settings', 'Customise'), 'In your app at developers.facebook.com open Use cases, Access the Threads API, Settings.'),
    step(button('Generate token'), 'Under User Token Generator press the button beside your account. It must be a tester of the app.'),
    step(keys('Access token'), 'Copy the token and paste it below.'),
  ],
  'tiktok.oauth': [
    step(button('Connect an app'), 'At developers.tiktok.com make an app, add the products Login Kit and Content Posting API, and switch Direct Post on.'),
    step(ticks('user.info.basic', 'video.list', 'video.publish'), 'Add the scopes user.info.basic, user.info.stats, video.list, video.publish and video.upload.'),
    register('Redirect', 'http://127.0.0.1:…', 'Under Login Kit, desktop, write this as redirect, letter by letter.'),
    step(keys('Client key', 'Client secret'), 'Copy the client key and the client secret. While the app is not live, use those of its sandbox and add your account as a target user.'),
  ],
  'youtube.oauth': [
    step(menu(1, 'Overview', 'Library', 'Credentials'), 'At console.cloud.google.com make a project. Under APIs and services, Library, switch on YouTube Data API v3.'),
    step(button('Publish app'), 'In the OAuth consent screen choose External, add the scope youtube.force-ssl and yourself as a test user. Then publish the app: while it is in testing, every login ends after seven days.'),
    step(ticks('Desktop app'), 'Under Credentials create an OAuth client ID of the type Desktop app. No redirect has to be registered.'),
    step(keys('Client ID', 'Client secret'), 'On the same page copy the client ID and the client secret. Google may warn you at the login that the app is not verified: it is your own.'),
  ],
  'x.oauth': [
    step(button('Create app'), 'In X’s developer console, signed in as the account that is to post, buy credits and make an app.'),
    step(ticks('Read and write', 'Native App'), 'In its User authentication settings choose Read and write, and the type Native App.'),
    register('Callback', 'http://127.0.0.1:…', 'In the same settings write this as callback, letter by letter.'),
    step(keys('Client ID'), 'Under Keys and tokens, OAuth 2.0, copy the client ID. A Web App has a client secret too.'),
  ],
};

/** What to click, step by step, before a login can begin; empty where nothing is needed. */
export const loginGuide = (network: NetworkId, method: string): readonly GuideStep[] => guides[`${network}.${method}`] ?? [];

export const guideWords = {
  open: 'Show me where to find these',
  close: 'Hide the steps',
  register: 'Address to register',
  typeFirst: 'Type your address below; then it can be copied from here.',
} as const;
