import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { agreeing, film, logInAtTiktok, tiktokOn, tiktokRig, type TiktokRig } from '#test/networks/tiktok/rig';
import { must } from './support/mastodon-rigs';
import { type Run, startRun, testPicture } from './support/run';

let rig: TiktokRig;
const { signal } = new AbortController();
beforeAll(async () => { rig = await tiktokRig(); });
afterAll(() => rig.close());
afterEach(async () => {
  Object.assign(rig.server.behave, { audited: true, privateAccount: false, postsLeft: Number.POSITIVE_INFINITY, looks: 0, numbers: true, fail: null, refuse: null });
  Object.assign(rig.server.behave.creator, { privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'], comment_disabled: false, duet_disabled: false, stitch_disabled: false, max_video_post_duration_sec: 600 });
  Object.assign(rig.server.oauth, { consent: 'agrees', unticked: [], errorStatus: 400 });
  await rig.proxy.reset();
});

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const runOf = (text: string, options: JsonObject = {}, media: readonly OutgoingMedia[] = [film()]): Run => startRun(rig, rig.post(text, options, media));
const posted = (text: string) => rig.server.posts.find(({ info }) => info.title === text);
const send = async (run: Run) => {
  const ready = await run.prepare();
  return ready.ok ? run.commit() : ready.error;
};

describe('login', () => {
  it('asks with a challenge in hex, scopes with commas and the app’s own port, and reads who it is', async () => {
    const seen: URL[] = [];
    const connected = must(await logInAtTiktok(tiktokOn(rig.clock, rig.server.url, rig.server.url), { ...rig.server.oauth.app, port: '9021' }, (url) => { seen.push(new URL(url)); return agreeing(url); }));
    const query = seen[0]?.searchParams;
    expect(query?.get('code_challenge')).toMatch(/^[0-9a-f]{64}$/);
    expect(query?.get('scope')).toBe('user.info.basic,user.info.stats,video.list,video.publish,video.upload');
    expect([query?.get('redirect_uri'), query?.has('client_id')]).toEqual(['http://127.0.0.1:9021/callback', false]);
    expect(connected).toMatchObject({
      profile: { remoteId: 'open-1', handle: 'harrowandclay', displayName: 'Harrow & Clay', followers: 4210, profileUrl: `${rig.server.url}/@harrowandclay`, limits: { videoSecondsLimit: 600 } },
      missingScopes: [], expiresAt: rig.clock.now() + DAY, secret: { port: 9021 },
    });
  });

  it('says which permissions a person unticked, and still connects with the rest', async () => {
    rig.server.oauth.unticked = ['video.publish', 'user.info.stats'];
    const connected = must(await logInAtTiktok(tiktokOn(rig.clock, rig.server.url, rig.server.url), rig.server.oauth.app));
    expect(connected).toMatchObject({ missingScopes: ['user.info.stats', 'video.publish'], profile: { handle: 'Harrow & Clay', followers: null, limits: null } });
  });

  it.each([400, 200])('a refusal, a wrong secret and a bad port are told apart (errors with status %i)', async (status) => {
    const { app } = rig.server.oauth;
    rig.server.oauth.errorStatus = status;
    const connector = tiktokOn(rig.clock, rig.server.url, rig.server.url);
    expect(await logInAtTiktok(connector, { ...app, clientSecret: 'wrong-secret' })).toMatchObject({ ok: false, error: { type: 'server-lied' } });
    expect(await logInAtTiktok(connector, { ...app, port: '80' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'port' } });
    rig.server.oauth.consent = 'refuses';
    expect(await logInAtTiktok(connector, app)).toEqual({ ok: false, error: { type: 'denied' } });
  });

  it.each([400, 200])('renews with a token that works once, and only a dead one asks for a new login (errors with status %i)', async (status) => {
    const own = await tiktokRig();
    own.server.oauth.errorStatus = status;
    const before = own.session.secret;
    own.server.oauth.expireAccess();
    expect(must(await own.connector.account.profile(own.session, signal)).handle).toBe('harrowandclay');
    expect(own.session.secret['refreshToken']).not.toBe(before['refreshToken']);
    await own.clock.advance(DAY);
    expect(must(await own.connector.account.profile(own.session, signal)).handle).toBe('harrowandclay');
    await own.connector.account.revoke?.(own.session, signal);
    own.server.oauth.revokeAll();
    expect(await own.connector.account.profile(own.session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    await own.close();
  });
});

describe('a post', () => {
  it('says who may see it and do what, and nothing is on that nobody turned on', async () => {
    const [plain, chosen] = [unique('Plain'), unique('Chosen')];
    expect(await send(runOf(plain, { privacyLevel: 'MUTUAL_FOLLOW_FRIENDS' }))).toMatchObject({ type: 'published' });
    expect(posted(plain)?.info).toEqual({ title: plain, privacy_level: 'MUTUAL_FOLLOW_FRIENDS', disable_comment: true, disable_duet: true, disable_stitch: true, brand_content_toggle: false, brand_organic_toggle: false, is_aigc: false });
    expect(await send(runOf(chosen, { allowComment: true, allowStitch: true, disclosure: true, yourBrand: true, brandedContent: true, aiGenerated: true, coverAt: '3' }))).toMatchObject({ type: 'published' });
    expect(posted(chosen)?.info).toMatchObject({ disable_comment: false, disable_duet: true, disable_stitch: false, brand_content_toggle: true, brand_organic_toggle: true, is_aigc: true, video_cover_timestamp_ms: 3000 });
  });

  it('sends no brand that was ticked before the disclosure was turned off again', async () => {
    const text = unique('Undisclosed');
    await send(runOf(text, { disclosure: false, brandedContent: true, yourBrand: true }));
    expect(posted(text)?.info).toMatchObject({ brand_content_toggle: false, brand_organic_toggle: false });
  });

  it.each<[string, JsonObject]>([
    ['nobody agreed', { agreed: '' }], ['it was agreed to for another video', { agreed: 'music:another' }], ['nobody chose who can see it', { privacyLevel: '' }],
    ['branded content is for the author alone', { privacyLevel: 'SELF_ONLY', disclosure: true, brandedContent: true }], ['the disclosure names nobody', { disclosure: true }],
  ])('is not begun when %s', async (_why, options) => {
    expect(await send(runOf(unique('No'), options))).toMatchObject({ type: 'rejected', reason: 'invalid' });
    expect(rig.proxy.seen).toEqual([]);
  });

  it('is not begun with a picture, or with something beside the video', async () => {
    for (const media of [[testPicture()], [film(), testPicture()], []]) expect(await send(runOf(unique('No'), {}, media))).toMatchObject({ type: 'rejected', reason: 'media-invalid' });
    expect(rig.proxy.seen).toEqual([]);
  });

  it('obeys what TikTok says of the account just before it: who, how long, and what the account forbids', async () => {
    rig.server.behave.creator.privacy_level_options = ['FOLLOWER_OF_CREATOR', 'SELF_ONLY'];
    expect(await send(runOf(unique('Public')))).toMatchObject({ type: 'rejected', reason: 'invalid', detail: expect.stringContaining('choose again') });
    rig.server.behave.creator.max_video_post_duration_sec = 3;
    expect(await send(runOf(unique('Long'), { privacyLevel: 'SELF_ONLY' }))).toMatchObject({ type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('takes 3') });
    rig.server.behave.creator.max_video_post_duration_sec = 4;
    Object.assign(rig.server.behave.creator, { comment_disabled: true, duet_disabled: true, stitch_disabled: true });
    const text = unique('Quiet');
    expect(await send(runOf(text, { privacyLevel: 'SELF_ONLY', allowComment: true, allowDuet: true, allowStitch: true }))).toMatchObject({ type: 'published' });
    expect(posted(text)?.info).toMatchObject({ disable_comment: true, disable_duet: true, disable_stitch: true });
  });

  it('tells the composer the same', async () => {
    Object.assign(rig.server.behave.creator, { privacy_level_options: ['FOLLOWER_OF_CREATOR', 'SELF_ONLY'], duet_disabled: true, max_video_post_duration_sec: 90 });
    expect(await rig.connector.terms?.ask(rig.session, signal)).toEqual({ ok: true, value: { name: 'Harrow & Clay', handle: 'harrowandclay', choices: { privacyLevel: ['FOLLOWER_OF_CREATOR', 'SELF_ONLY'] }, off: ['allowDuet'], maxVideoMs: 90_000, open: true } });
    rig.server.behave.postsLeft = 0;
    expect(await rig.connector.terms?.ask(rig.session, signal)).toMatchObject({ ok: true, value: { open: false } });
  });

  it('by an app that was not audited is refused in plain words, and goes out for the author alone on a private account', async () => {
    rig.server.behave.audited = false;
    expect(await send(runOf(unique('Early')))).toMatchObject({ type: 'rejected', reason: 'forbidden', detail: expect.stringContaining('not audited') });
    rig.server.behave.privateAccount = true;
    expect(await send(runOf(unique('Early'), { privacyLevel: 'SELF_ONLY' }))).toMatchObject({ type: 'published' });
  });

  it('waits when the posts of the day are used up, and Accounts hears of it', async () => {
    const told: unknown[] = [];
    rig.server.behave.postsLeft = 0;
    const run = runOf(unique('Sixteenth'));
    const ready = await rig.connector.publish.prepare({ ...run, session: Object.defineProperties({ ...rig.session, told: (left: unknown) => told.push(left) }, { secret: { get: () => rig.session.secret } }) });
    expect(ready).toMatchObject({ ok: false, error: { type: 'rate-limited', retryAt: rig.clock.now() + HOUR } });
    expect(told).toEqual([{ unit: 'posts', limit: 15, left: 0, resetsAt: null }]);
  });
});

it('reads counts of posts, also of one whose number came late', async () => {
  rig.server.behave.numbers = false;
  const late = runOf(unique('Late'), { privacyLevel: 'MUTUAL_FOLLOW_FRIENDS' });
  const outcome = await send(late);
  rig.server.behave.numbers = true;
  const early = await send(runOf(unique('Early')));
  if (outcome.type !== 'published' || early.type !== 'published') throw new Error(JSON.stringify([outcome, early]));
  expect(outcome).toMatchObject({ permalink: `${rig.server.url}/@harrowandclay`, remoteId: expect.stringMatching(/^v_pub_file/) });
  for (const post of rig.server.posts) post.counts = { view_count: 900, like_count: 30, comment_count: 4, share_count: 2 };
  const seen: unknown = { views: 900, likes: 30, replies: 4, reposts: 2, quotes: null };
  const none: unknown = { views: null, likes: null, replies: null, reposts: null, quotes: null };
  expect(await rig.connector.metrics?.posts(rig.session, [early.remoteId, outcome.remoteId, '1'], signal)).toEqual({ ok: true, value: new Map<string, unknown>([[early.remoteId, seen], [outcome.remoteId, none], ['1', none]]) });
  const upload = rig.server.uploads.all.find(({ publishId }) => publishId === outcome.remoteId);
  const post = rig.server.posts.find(({ info }) => info.title === late.outgoing.parts[0]?.text);
  Object.assign(upload ?? {}, { postId: post?.id });
  Object.assign(post?.info ?? {}, { privacy_level: 'PUBLIC_TO_EVERYONE' });
  expect(must((await rig.connector.metrics?.posts(rig.session, [outcome.remoteId], signal)) ?? { ok: true, value: new Map() }).get(outcome.remoteId)).toEqual(seen);
});

it('sent nothing in all of this that the facts do not name, and asked creator_info before each post', () => {
  expect(rig.server.posts.length).toBeGreaterThan(0);
  expect(rig.server.wrong).toEqual([]);
});
