import http from 'node:http';
import type { Clock, Millis } from '#core/clock';
import { DAY } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { type Answer, bodies, type PostInfo, refused, said, userFields, videoFields } from './answers';
import { createTiktokOauth } from './oauth';
import { createTiktokUploads, type StoredUpload } from './uploads';

export interface TiktokPost {
  readonly id: string;
  readonly at: Millis;
  readonly info: PostInfo;
  readonly bytes: Buffer;
  counts: { readonly view_count: number; readonly like_count: number; readonly comment_count: number; readonly share_count: number };
}

const isBody = (path: string): path is keyof typeof bodies => Object.hasOwn(bodies, path);
/** Which permission a call needs. */
const scopeOf = (path: string): string => (path.startsWith('/video/') ? 'video.list' : path.includes('/inbox/') ? 'video.upload' : path.includes('/status/') ? '' : 'video.publish');

/**
 * TikTok's Content Posting and Display API as networks.md 10 has them: creator_info before each post, uploads in chunks, states, public
 * videos in lists, errors that come with "ok" or not. Not the real one, and there is no official schema: what only TikTok can tell is not proved.
 */
export async function startTiktok(clock: Clock) {
  const oauth = createTiktokOauth(clock);
  const me = { openId: 'open-1', username: 'harrowandclay', name: 'Harrow & Clay' };
  const posts: TiktokPost[] = [];
  let serial = 7_300_000_000_000_000_000n;
  let origin = '';
  /** What was sent that the facts do not name. */
  const wrong: string[] = [];
  const asked: string[] = [];
  const behave = {
    creator: {
      privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'], comment_disabled: false, duet_disabled: false, stitch_disabled: false, max_video_post_duration_sec: 600,
    },
    audited: true, privateAccount: false, postsLeft: Number.POSITIVE_INFINITY, pendingShares: 5,
    /** Looks that a whole upload is worked on for; and whether everybody's posts get their number. */
    looks: 0, numbers: true,
    fail: null as string | null,
    /** How the server is called from outside: what it names its uploads by. */
    outside: '',
    refuse: null as { readonly path: string; readonly status: number; readonly code: string } | null,
  };
  const uploads = createTiktokUploads(clock, (upload: StoredUpload) => {
    upload.looksLeft = behave.looks;
    upload.failed = behave.fail;
    if (upload.info === null || upload.failed !== null) return;
    serial += 1n;
    const post: TiktokPost = { id: String(serial), at: clock.now(), info: upload.info, bytes: Buffer.concat(upload.pieces), counts: { view_count: 0, like_count: 0, comment_count: 0, share_count: 0 } };
    posts.push(post);
    if (upload.info.privacy_level === 'PUBLIC_TO_EVERYONE' && behave.numbers) upload.postId = post.id;
  });

  function begin(info: PostInfo | null, source: Parameters<typeof uploads.begin>[1]): Answer {
    const recent = uploads.all.filter(({ until }) => until > clock.now() - DAY);
    if (info === null) {
      if (recent.filter((one) => one.info === null && one.wholeAt !== null).length >= behave.pendingShares) return refused(403, 'spam_risk_too_many_pending_share');
      return uploads.begin(null, source, behave.outside || origin);
    }
    if (asked.at(-2) !== 'creator_info') wrong.push('a post without asking creator_info before it');
    if (behave.postsLeft <= posts.length) return refused(403, 'spam_risk_too_many_posts');
    if (!behave.audited && (info.privacy_level !== 'SELF_ONLY' || !behave.privateAccount)) return refused(403, 'unaudited_client_can_only_post_to_private_accounts');
    if (!behave.creator.privacy_level_options.includes(info.privacy_level)) return refused(403, 'privacy_level_option_mismatch');
    if (info.title.length > 2200 || (info.brand_content_toggle && info.privacy_level === 'SELF_ONLY')) return refused(400, 'invalid_params', 'The request post info is empty or incorrect');
    if ((behave.creator.comment_disabled && !info.disable_comment) || (behave.creator.duet_disabled && !info.disable_duet) || (behave.creator.stitch_disabled && !info.disable_stitch)) wrong.push('what the account forbids is switched on');
    return uploads.begin(info, source, behave.outside || origin);
  }

  const isPublic = ({ info }: TiktokPost): boolean => info.privacy_level === 'PUBLIC_TO_EVERYONE' && behave.numbers;
  const shown = (post: TiktokPost, fields: readonly string[]): unknown => {
    const whole: Readonly<Record<string, unknown>> = { id: post.id, create_time: Math.floor(post.at / 1000), share_url: `https://www.tiktok.com/@${me.username}/video/${post.id}?utm=x`, title: post.info.title.slice(0, 150), video_description: post.info.title.slice(0, 150), ...post.counts };
    return Object.fromEntries(fields.map((field) => [field, whole[field]]));
  };

  function api(method: string, url: URL, raw: Buffer, headers: http.IncomingHttpHeaders): Answer {
    const path = url.pathname.replace(/^\/v2/, '');
    if (url.pathname === '/video/' && method === 'PUT') return uploads.put(url, headers, raw);
    if (path === '/oauth/token/') return oauth.token(new URLSearchParams(raw.toString()));
    if (path === '/oauth/revoke/') return oauth.revoke(new URLSearchParams(raw.toString()));
    const scopes = oauth.scopesOf(headers.authorization);
    if (scopes === null) return refused(401, 'access_token_invalid', 'The access token is invalid or not found in the request.');
    const { refuse } = behave;
    if (refuse !== null && path.startsWith(refuse.path)) {
      behave.refuse = null;
      return refused(refuse.status, refuse.code);
    }
    const fields = (url.searchParams.get('fields') ?? '').split(',').filter((field) => field !== '');
    if ([...url.searchParams.keys()].some((name) => name !== 'fields')) wrong.push(`a parameter of ${path}`);
    if (method === 'GET' && path === '/user/info/') {
      wrong.push(...fields.filter((field) => !userFields.includes(field)));
      if (fields.includes('follower_count') && !scopes.includes('user.info.stats')) return refused(401, 'scope_not_authorized');
      return said({ user: Object.fromEntries(fields.map((field) => [field, { open_id: me.openId, display_name: me.name, avatar_url: `${origin}/avatar.jpg`, follower_count: 4210 }[field]])) });
    }
    if (method !== 'POST' || !isBody(path)) return refused(404, 'invalid_request', `${method} ${path}`);
    const needed = scopeOf(path);
    if (needed !== '' && !scopes.includes(needed)) return refused(401, 'scope_not_authorized', 'The user did not authorize the scope required for completing this request.');
    const body = bodies[path].safeParse(JSON.parse(raw.toString()));
    wrong.push(...fields.filter((field) => !videoFields.includes(field)), ...(body.success ? [] : [`${path}: ${body.error.message}`]));
    if (!body.success) return refused(400, 'invalid_params', body.error.message.slice(0, 200));
    asked.push(path.split('/')[3] ?? '');
    switch (path) {
      case '/post/publish/creator_info/query/':
        if (behave.postsLeft <= posts.length) return refused(403, 'spam_risk_too_many_posts');
        return said({ creator_avatar_url: `${origin}/avatar.jpg`, creator_username: me.username, creator_nickname: me.name, ...behave.creator });
      case '/post/publish/video/init/': { const { post_info: info, source_info: source } = bodies[path].parse(body.data); return begin(info, source); }
      case '/post/publish/inbox/video/init/': return begin(null, bodies[path].parse(body.data).source_info);
      case '/post/publish/status/fetch/': return uploads.status(bodies[path].parse(body.data).publish_id);
      case '/video/list/': {
        const { max_count: size, cursor } = bodies[path].parse(body.data);
        const all = posts.filter((post) => isPublic(post) && (cursor === undefined || post.at < cursor)).toReversed();
        const page = all.slice(0, size);
        return said({ videos: page.map((post) => shown(post, fields)), cursor: page.at(-1)?.at ?? 0, has_more: all.length > size });
      }
      case '/video/query/': {
        const ids = bodies[path].parse(body.data).filters.video_ids;
        return said({ videos: posts.filter((post) => isPublic(post) && ids.includes(post.id)).map((post) => shown(post, fields)) });
      }
    }
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const raw = await readAll(request);
      const url = new URL(request.url ?? '/', 'http://tiktok');
      const answer = url.pathname === '/v2/auth/authorize/' ? oauth.authorize(url.searchParams) : api(request.method ?? '', url, raw, request.headers);
      response.writeHead(answer.status, { date: new Date(clock.now()).toUTCString(), ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body).replaceAll('&', '\\u0026'));
    })();
  });
  origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    url: origin, me, oauth, uploads, behave, wrong, posts,
    /** A person posts by hand, in TikTok's own app. */
    byHand: (title: string, at: Millis): string => {
      serial += 1n;
      const info: PostInfo = { title, privacy_level: 'PUBLIC_TO_EVERYONE', disable_comment: false, disable_duet: false, disable_stitch: false, brand_content_toggle: false, brand_organic_toggle: false, is_aigc: false };
      posts.push({ id: String(serial), at, info, bytes: Buffer.alloc(0), counts: { view_count: 0, like_count: 0, comment_count: 0, share_count: 0 } });
      return String(serial);
    },
    close: (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
export type TiktokServer = Awaited<ReturnType<typeof startTiktok>>;
