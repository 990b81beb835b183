import type { Millis } from '#core/clock';
import { asReacted } from './api';
import { escape, html, messagePage, page } from './consent-page';
import type { Ask, Reply, Route } from './exchange';
import { type Follower, followerByHandle } from './followers';
import type { Settings } from './options';
import type { FollowerPost, Reactions } from './reactions';
import { seededRandom } from './seeded';
import type { PeopleStore, Person } from './store/people';
import type { PostStore, StoredPost } from './store/posts';
import { STYLE } from './style';

export interface PageDeps {
  readonly settings: Settings;
  readonly people: PeopleStore;
  readonly posts: PostStore;
  readonly reactions: Reactions;
}

const gone = (): Reply => html(404, messagePage('Nothing here', 'The post or account is not there, or was deleted.'));
const time = (at: Millis): string => new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** What a person sees in the browser: the permalink of a post, and profiles. */
export function createPageRoutes({ settings, people, posts, reactions }: PageDeps): readonly Route[] {
  const now = (): Millis => settings.clock.now();

  const body = (text: string): string =>
    escape(text)
      .replaceAll(/https?:\/\/[^\s<]+/g, (link) => `<span class="link">${link}</span>`)
      .replaceAll(/(^|\s)([#@][\p{L}\p{N}_.]*[\p{L}\p{N}_])/gu, '$1<span class="link">$2</span>');

  const byline = (who: { readonly handle: string; readonly name: string }, at: Millis, link: string): string =>
    `<div class="by"><img src="/avatars/${escape(who.handle)}" alt="" width="40" height="40"><a href="/@${escape(who.handle)}"><b>${escape(who.name)}</b> <small>@${escape(who.handle)}</small></a><a class="time" href="${escape(link)}">${time(at)}</a></div>`;

  function showPost(post: StoredPost, author: Person): string {
    const c = reactions.counts(asReacted(post), now());
    const replies = c.comments + posts.replies(String(post.id)).length;
    const pictures = post.mediaIds.map((id) => `<img src="/media/${id}" alt="${escape(posts.media(id)?.alt ?? '')}">`).join('');
    return `<article>${byline(author, post.createdAt, `/@${author.handle}/${post.id}`)}
<p class="text">${body(post.text)}</p>${pictures === '' ? '' : `<div class="pictures n${post.mediaIds.length}">${pictures}</div>`}
<p class="counts">${c.views} views · ${c.likes} likes · ${c.reposts} reposts · ${replies} replies</p></article>`;
  }
  const showFollowerPost = (e: FollowerPost): string =>
    `<article class="reply">${byline(e.author, e.at, `/@${e.author.handle}/${e.id}`)}<p class="text">${body(e.text)}</p></article>`;

  function thread(post: StoredPost, author: Person): string {
    const below = [
      ...reactions.replies(asReacted(post), author.handle, now()).filter((e) => e.kind === 'comment').map((e) => ({ at: e.at, shown: showFollowerPost(e) })),
      ...posts.replies(String(post.id)).flatMap((r) => {
        const person = people.byId(r.personId);
        return person === null ? [] : [{ at: r.createdAt, shown: showPost(r, person) }];
      }),
    ].sort((a, b) => a.at - b.at);
    return [showPost(post, author), ...below.map((b) => b.shown)].join('\n');
  }

  function postPage(ask: Ask): Reply {
    const [handle = '', id = ''] = ask.params;
    const [number = '', event] = id.split('.');
    const post = /^\d{1,15}$/.test(number) ? posts.byId(Number(number)) : null;
    const author = post === null ? null : people.byId(post.personId);
    if (post === null || author === null || post.deletedAt !== null) return gone();
    if (event !== undefined) {
      const found = reactions.replies(asReacted(post), author.handle, now()).find((e) => e.id === id);
      return found === undefined || found.author.handle !== handle ? gone() : html(200, page(found.author.name, showFollowerPost(found)));
    }
    return author.handle === handle ? html(200, page(author.name, thread(post, author))) : gone();
  }

  function profilePage(ask: Ask): Reply {
    const handle = ask.params[0] ?? '';
    const person = people.byHandle(handle);
    if (person === null) return followerPage(followerByHandle.get(handle));
    const list = posts.list({ personId: person.id, since: null, before: null, limit: 50 }).filter((p) => p.replyTo === null);
    const followers = reactions.followerCount(person.handle, person.createdAt, now());
    const head = `<div class="profile"><img src="/avatars/${escape(handle)}" alt="" width="72" height="72"><div><h1>${escape(person.name)}</h1><p>@${escape(handle)} · ${followers} followers · ${posts.countOf(person.id)} posts</p></div></div>`;
    return html(200, page(person.name, head + (list.length === 0 ? '<p>Nothing posted yet.</p>' : list.map((p) => showPost(p, person)).join('\n'))));
  }

  const followerPage = (f: Follower | undefined): Reply =>
    f === undefined
      ? gone()
      : html(200, page(f.name, `<div class="profile"><img src="/avatars/${f.handle}" alt="" width="72" height="72"><div><h1>${escape(f.name)}</h1><p>@${f.handle}</p><p>${escape(f.bio)}</p></div></div>`));

  function home(): Reply {
    const list = people.all().map((p) => `<li><a href="/@${escape(p.handle)}">${escape(p.name)}</a> <small>@${escape(p.handle)}</small></li>`);
    return html(200, page('Welcome', `<h1>A network for practice</h1>
<p>Linnet runs this small network on your own computer, so that you can try everything without anybody seeing it. The people who like and answer are made up.</p>
${list.length === 0 ? '<p>Nobody has an account yet. Connect one from Linnet.</p>' : `<ul>${list.join('')}</ul>`}`));
  }

  function media(ask: Ask): Reply {
    const id = Number(ask.params[0]);
    const [about, bytes] = Number.isSafeInteger(id) ? [posts.media(id), posts.mediaBytes(id)] : [null, null];
    if (about === null || bytes === null) return gone();
    return { status: 200, headers: { 'content-type': about.mime, 'x-content-type-options': 'nosniff', 'cache-control': 'max-age=31536000, immutable' }, body: bytes };
  }

  function avatar(ask: Ask): Reply {
    const handle = ask.params[0] ?? '';
    const name = people.byHandle(handle)?.name ?? followerByHandle.get(handle)?.name;
    if (name === undefined) return gone();
    const hue = Math.floor(seededRandom('avatar', handle)() * 360);
    const initials = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').slice(0, 2).map((word) => [...word][0] ?? '').join('').toUpperCase();
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 28% 82%)"/><text x="40" y="51" text-anchor="middle" font-family="system-ui, sans-serif" font-size="30" font-weight="600" fill="hsl(${hue} 45% 28%)">${escape(initials)}</text></svg>`;
    return { status: 200, headers: { 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'", 'cache-control': 'max-age=3600' }, body: svg };
  }

  return [
    { access: 'open', method: 'GET', path: '/', handle: home },
    { access: 'open', method: 'GET', path: '/style.css', handle: () => ({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8' }, body: STYLE }) },
    { access: 'open', method: 'GET', path: '/avatars/:handle', handle: avatar },
    { access: 'open', method: 'GET', path: '/media/:id', handle: media },
    { access: 'open', method: 'GET', path: '/@:handle', handle: profilePage },
    { access: 'open', method: 'GET', path: '/@:handle/:id', handle: postPage },
  ];
}
