import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import type { LoginChoice } from '#electron/connectors/ports/login';
import { linkedinOn, type LinkedinRig, linkedinRig, logIn, logInToPages, pasteToken } from './support/linkedin-rig';
import { must } from './support/mastodon-rigs';
import { unique } from './support/mastodon-cases';
import { type Run, startRun, testPicture } from './support/run';

const PAGE = 'urn:li:organization:2414183';
const OTHER = 'urn:li:organization:5515715';
const SCOPES = ['rw_organization_admin', 'w_organization_social', 'r_organization_social', 'w_organization_social_feed', 'r_organization_social_feed'];
let rig: LinkedinRig;
const { signal } = new AbortController();
beforeAll(async () => { rig = await linkedinRig({ page: true }); });
afterAll(() => rig.close());
afterEach(async () => {
  await rig.proxy.reset();
  rig.server.login.grantOnly = null;
  rig.server.app.community = true;
});
const runOf = (text: string, media = [] as readonly ReturnType<typeof testPicture>[], options = {}): Run => startRun(rig, { parts: [{ text, media }], options, dueAt: rig.clock.now() });

describe('connecting company pages', () => {
  it('offers the pages that the member administers, and each that is chosen is an account', async () => {
    const offered: (readonly LoginChoice[])[] = [];
    const connected = must(await logInToPages(linkedinOn(rig.clock, rig.proxy.url), rig.server, (choices) => { offered.push(choices); return Promise.resolve([PAGE, OTHER]); }));
    expect(offered).toEqual([[{ id: PAGE, name: 'Harrow & Clay' }, { id: OTHER, name: 'Kiln Street Studios' }]]);
    expect(connected).toMatchObject({ profile: { remoteId: PAGE, handle: 'Harrow & Clay', profileUrl: `${rig.proxy.url}/company/harrow-and-clay/`, followers: 1204 }, scopes: SCOPES, missingScopes: [] });
    expect(connected.others?.map(({ profile }) => profile.remoteId)).toEqual([OTHER]);
    expect(rig.proxy.seen.filter((r) => r.path.startsWith('/rest/')).every(({ headers }) => headers['linkedin-version'] === '202609' && headers['x-restli-protocol-version'] === '2.0.0')).toBe(true);
  });

  it('chosen none is given up, and what the token was not given is named', async () => {
    expect(await logInToPages(rig.connector, rig.server, () => Promise.resolve([]))).toEqual({ ok: false, error: { type: 'cancelled' } });
    rig.server.login.grantOnly = ['rw_organization_admin', 'w_organization_social'];
    expect(must(await logInToPages(rig.connector, rig.server)).missingScopes).toEqual(SCOPES.slice(2));
  });

  it('an app without the product, and a token that may not list pages, are told in plain words', async () => {
    rig.server.app.community = false;
    expect(await logInToPages(rig.connector, rig.server)).toMatchObject({ ok: false, error: { type: 'no-account', detail: expect.stringContaining('unauthorized_scope_error') } });
    rig.server.app.community = true;
    // A member's own login needs an app of its own.
    expect(await logIn(rig.connector, rig.server)).toMatchObject({ ok: false, error: { type: 'no-account' } });
    rig.server.login.grantOnly = ['w_organization_social'];
    expect(await logInToPages(rig.connector, rig.server)).toMatchObject({ ok: false, error: { type: 'server-lied', detail: expect.stringContaining('rw_organization_admin') } });
  });

  it('somebody who administers no page has nothing to connect', async () => {
    const pages = rig.server.organisations.splice(0, 2);
    expect(await logInToPages(rig.connector, rig.server)).toMatchObject({ ok: false, error: { type: 'no-account' } });
    rig.server.organisations.unshift(...pages);
  });

  it('a pasted token of such an app leads to a page too', async () => {
    expect(must(await pasteToken(rig.connector, rig.server.makeToken(SCOPES)))).toMatchObject({ profile: { remoteId: PAGE }, scopes: [], missingScopes: [] });
  });

  it('a page whose name cannot be had is called by its number, and one is looked up again with its followers', async () => {
    rig.proxy.fault((r) => r.path.startsWith('/rest/organizationsLookup'), { kind: 'answer', status: 403, body: '{"status":403,"message":"no"}' });
    const offered: LoginChoice[] = [];
    await logInToPages(linkedinOn(rig.clock, rig.proxy.url), rig.server, (choices) => { offered.push(...choices); return Promise.resolve([]); });
    expect(offered[0]).toEqual({ id: PAGE, name: PAGE });
    rig = { ...rig, session: await rig.newSession() };
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: true, value: { handle: 'Harrow & Clay', followers: 1204 } });
    rig.proxy.fault((r) => r.path.startsWith('/rest/networkSizes'), { kind: 'answer', status: 500, body: '' });
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: true, value: { followers: null } });
  });
});

describe('a company page', () => {
  it('posts as itself, its pictures are its own, and the post can be read and counted', async () => {
    const text = unique('The kiln is open #clay');
    const run = runOf(text, [testPicture('A jug')]);
    must(await run.prepare());
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(rig.server.posts.find((post) => post.text === text)).toMatchObject({ author: PAGE, request: { content: { media: { altText: 'A jug' } } } });
    expect(rig.server.uploads.at(-1)?.owner).toBe(PAGE);
    expect(await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, signal)).toEqual({ ok: true, value: 'live' });
    const counts = must(await rig.connector.metrics?.posts(rig.session, [outcome.remoteId, 'urn:li:ugcPost:1'], signal) ?? { ok: false, error: 'no port' });
    expect([...counts]).toEqual([[outcome.remoteId, { likes: 12, reposts: 2, replies: 3, quotes: null, views: 140 }], ['urn:li:ugcPost:1', { likes: null, reposts: null, replies: null, quotes: null, views: null }]]);
    must(await rig.connector.publish.remove(rig.session, outcome.remoteId, signal));
    expect(await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, signal)).toEqual({ ok: true, value: 'gone' });
  });

  it('is public, so “connections only” is refused before anything is sent', async () => {
    expect(await runOf(unique('Only us'), [], { visibility: 'connections' }).commit()).toMatchObject({ type: 'rejected', reason: 'invalid', detail: expect.stringContaining('Everyone') });
    expect(rig.proxy.seen).toEqual([]);
  });

  it('finds what was lost among its own posts, however LinkedIn writes its words; not an older one, and not one of two', async () => {
    const text = unique('Lost, with #clay and (brackets)');
    const run = runOf(text);
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    await rig.clock.advance(2 * MINUTE);
    const urn = rig.server.posts.find((post) => post.text === text)?.urn;
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published', remoteId: urn } });
    const later = runOf(text);
    later.save('sent', true);
    expect(await rig.connector.publish.findPublished({ ...later, committedAt: rig.clock.now() + 1 })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    rig.server.settings.duplicates = false;
    expect((await runOf(text).commit()).type).toBe('published');
    rig.server.settings.duplicates = true;
    // As after a restart that forgot what was found.
    expect(await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('says nothing of numbers it may not read', async () => {
    const text = unique('Uncounted');
    const run = runOf(text);
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    rig.proxy.fault(() => true, { kind: 'answer', status: 403, body: '{"status":403,"message":"Not enough permissions"}' });
    expect(await rig.connector.metrics?.posts(rig.session, [outcome.remoteId], signal)).toMatchObject({ ok: true, value: new Map([[outcome.remoteId, { likes: null }]]) });
  });

  it('comments first under its own post, once, also after a lost answer or a restart', async () => {
    const of = (post: string) => rig.server.comments.filter((comment) => comment.post === post).map(({ actor, text }) => [actor, text]);
    const urnOf = (text: string): string => rig.server.posts.find((post) => post.text === text)?.urn ?? '';
    const options = { firstComment: 'The link: https://harrowandclay.example' };
    const plain = unique('With a comment');
    expect(await runOf(plain, [], options).commit()).not.toHaveProperty('commentRefused');
    expect(of(urnOf(plain))).toEqual([[PAGE, options.firstComment]]);
    // The post's answer was lost: it is found, and the comment goes on from there.
    const lost = runOf(unique('Lost post'), [], options);
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await lost.commit()).type).toBe('unknown');
    await rig.clock.advance(2 * MINUTE);
    expect(await lost.find()).toEqual({ ok: true, value: { type: 'partly' } });
    expect((await lost.commit()).type).toBe('published');
    const words = lost.outgoing.parts[0]?.text ?? '';
    expect(await rig.countPosts(words)).toBe(1);
    expect(of(urnOf(words))).toHaveLength(1);
    // The comment's answer was lost: it is not sent again, and that is said.
    const silent = runOf(unique('Lost comment'), [], options);
    rig.proxy.fault((r) => r.path.endsWith('/comments'), { kind: 'lose' });
    expect(await silent.commit()).toMatchObject({ type: 'published', commentRefused: { detail: expect.stringContaining('no answer') } });
    expect(await silent.commit()).toMatchObject({ type: 'published', commentRefused: { detail: expect.stringContaining('no answer') } });
    expect(of(urnOf(silent.outgoing.parts[0]?.text ?? ''))).toHaveLength(1);
    expect(await silent.find()).toMatchObject({ ok: true, value: { type: 'published' } });
  });

  it('a comment that is refused fails no post, and says why', async () => {
    rig.proxy.fault((r) => r.path.endsWith('/comments'), { kind: 'answer', status: 403, body: '{"status":403,"code":"ACCESS_DENIED","message":"Not enough permissions"}' });
    const run = runOf(unique('Refused comment'), [], { firstComment: 'Hello' });
    expect(await run.commit()).toMatchObject({ type: 'published', commentRefused: { detail: expect.stringContaining('Not enough permissions'), answer: { status: 403 } } });
    expect(await run.commit()).not.toHaveProperty('commentRefused');
  });

  it('lists what others wrote under its newest posts, and from then on only what is new', async () => {
    const text = unique('Talk to us');
    await runOf(text).commit();
    const urn = rig.server.posts.find((post) => post.text === text)?.urn ?? '';
    rig.server.plantComment({ post: urn, actor: 'urn:li:person:abc', text: 'Lovely glaze', parent: null });
    rig.server.plantComment({ post: urn, actor: PAGE, text: 'Thank you', parent: null });
    const first = must(await rig.connector.inbox?.list(rig.session, null, signal) ?? { ok: false, error: 'no port' });
    expect(first.items.map(({ kind, postRemoteId, authorHandle, text: said }) => [kind, postRemoteId, authorHandle, said])).toEqual([['comment', urn, 'urn:li:person:abc', 'Lovely glaze']]);
    await rig.clock.advance(MINUTE);
    rig.server.plantComment({ post: urn, actor: 'urn:li:person:abc', text: 'And the price?', parent: null });
    const second = must(await rig.connector.inbox?.list(rig.session, first.cursor, signal) ?? { ok: false, error: 'no port' });
    expect(second.items.map(({ text: said }) => said)).toEqual(['And the price?']);
  });

  it('asked nothing in all these cases that LinkedIn does not know', () => { expect(rig.server.problems).toEqual([]); });
});
