import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { instagramOn, instagramRig, type InstagramRig, jpeg } from '#test/networks/instagram/rig';
import { outgoingVideo } from '#test/support/outgoing';
import type { SeenRequest } from './support/fault-proxy';
import { must } from './support/mastodon-rigs';
import { type Run, startRun } from './support/run';
import { settled } from './support/settled';

let rig: InstagramRig;
let byPage: InstagramRig;
const { signal } = new AbortController();
beforeAll(async () => { [rig, byPage] = await Promise.all([instagramRig('instagram'), instagramRig('page')]); });
afterAll(() => Promise.all([rig.close(), byPage.close()]));
afterEach(async () => {
  for (const one of [rig, byPage]) {
    Object.assign(one.server.store.behave, { pictureSeconds: 0, videoSeconds: 0, quota: 100, listed: true, deletes: false, comments: true, blocked: false, deadMetrics: ['impressions'] });
    one.server.store.forgetUse();
    one.server.usage.minutes = 0;
    await one.proxy.reset();
    await one.clock.advance(3 * HOUR);
  }
});

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const runOf = (text: string, media: readonly OutgoingMedia[] = [jpeg()], options: JsonObject = {}, on: InstagramRig = rig): Run =>
  startRun(on, { parts: [{ text, media }], options, dueAt: on.clock.now() });
const posted = (text: string, on: InstagramRig = rig) => on.server.posts.filter((post) => post.caption === text);
const out = async (run: Run, on: InstagramRig = rig) => { must(await settled(on.clock, run.prepare())); return settled(on.clock, run.commit()); };
const isLook = ({ method, path }: SeenRequest): boolean => method === 'GET' && /\/v25\.0\/\d+\?.*status_code/.test(path);
const publishes = (): number => rig.proxy.seen.filter(rig.isCommit).length;

describe('Instagram posts', () => {
  it('one picture with everything that goes with it, taken from the host once it is out', async () => {
    const text = unique('A bowl #clay');
    const options = { collaborators: '@kilncafe, glaze.lab', userTags: 'potter_one @potter.two', location: '106078429431815', firstComment: 'Fired at 1,280 °C' };
    expect(await out(runOf(text, [jpeg('A blue bowl')], options))).toMatchObject({ type: 'published', permalink: expect.stringMatching(/\/p\/C\w+\/$/) });
    const [post] = posted(text);
    expect(post).toMatchObject({ kind: 'IMAGE', product: 'FEED', comments: [{ username: 'harrowandclay', text: 'Fired at 1,280 °C' }] });
    expect(post?.fields).toMatchObject({ alt_text: 'A blue bowl', location_id: '106078429431815', collaborators: '["kilncafe","glaze.lab"]' });
    expect(JSON.parse(post?.fields['user_tags'] ?? '')).toEqual([{ username: 'potter_one', x: 0.33, y: 0.85 }, { username: 'potter.two', x: 0.67, y: 0.85 }]);
    expect(rig.server.hosted.size).toBe(0);
  });

  it('a carousel in its order, each picture brought once, and after the time that Instagram takes', async () => {
    rig.server.store.behave.pictureSeconds = 20;
    const text = unique('Bowls');
    const run = runOf(text, [jpeg('First'), jpeg('Second'), jpeg('Third')], { userTags: 'potter' });
    const before = rig.clock.now();
    must(await settled(rig.clock, run.prepare()));
    const made = rig.server.fetched.length;
    expect((await settled(rig.clock, run.commit())).type).toBe('published');
    expect(rig.clock.now() - before).toBeGreaterThanOrEqual(20 * SECOND);
    const [post] = posted(text);
    expect(post).toMatchObject({ kind: 'CAROUSEL_ALBUM', children: [{ alt_text: 'First', is_carousel_item: 'true' }, { alt_text: 'Second' }, { alt_text: 'Third' }] });
    expect(post?.children.map((child) => 'user_tags' in child)).toEqual([true, false, false]);
    expect(rig.server.fetched).toHaveLength(made);
  });

  it('a Story of one picture, without words, alt text or anything that Stories do not have', async () => {
    expect(await out(runOf('Words are for the feed', [jpeg('A bowl')], { postAs: 'story', userTags: 'potter' }))).toMatchObject({ type: 'published' });
    expect(rig.server.posts.at(-1)).toMatchObject({ product: 'STORY', kind: 'IMAGE', caption: '' });
    expect(Object.keys(rig.server.posts.at(-1)?.fields ?? {}).toSorted()).toEqual(['image_url', 'media_type', 'user_tags']);
  });

  it('nothing that it knows to be wrong, and nothing is asked', async () => {
    const wrong: readonly (readonly [Run, string])[] = [
      [runOf('No picture', []), 'media-invalid'],
      [runOf('Eleven', Array.from({ length: 11 }, () => jpeg())), 'media-invalid'],
      [runOf('PNG', [{ ...jpeg(), mime: 'image/png' }]), 'media-invalid'],
      [runOf('Two', [jpeg(), jpeg()], { postAs: 'story' }), 'media-invalid'],
      [runOf('Long', [jpeg()], { postAs: 'story', firstComment: 'no' }), 'invalid'],
      [runOf('x'.repeat(2201)), 'too-long'],
      [runOf(Array.from({ length: 31 }, (_, n) => `#t${n}`).join(' ')), 'invalid'],
      [runOf(Array.from({ length: 21 }, (_, n) => `@a${n}`).join(' ')), 'invalid'],
      [runOf('Four', [jpeg()], { collaborators: 'a b c d' }), 'invalid'],
      [runOf('Odd', [jpeg()], { location: 'Stoke' }), 'invalid'],
    ];
    for (const [run, reason] of wrong) {
      expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason } });
      expect(await run.commit()).toMatchObject({ type: 'rejected', reason });
    }
    expect(rig.proxy.seen).toEqual([]);
    expect((await out(runOf(Array.from({ length: 30 }, (_, n) => `#t${n}`).join(' ')))).type).toBe('published');
  });

  it('says what Instagram could not fetch, and makes it anew the next time', async () => {
    const run = runOf(unique('Lost picture'));
    const { hosted } = rig.server;
    const kept = hosted.set.bind(hosted);
    hosted.set = () => hosted;
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('2207052') } });
    hosted.set = kept;
    expect((await out(run)).type).toBe('published');
  });

  it('reads the allowance before the first container, tells it, and waits when it is used up', async () => {
    const heard: unknown[] = [];
    const session = { ...rig.session, told: (left: unknown) => { heard.push(left); } };
    must(await rig.connector.account.profile(session, signal));
    expect(heard).toEqual([{ unit: 'posts', limit: 100, left: 100, resetsAt: null }]);
    rig.server.store.behave.quota = 1;
    expect((await out(runOf(unique('The last one')))).type).toBe('published');
    expect(await runOf(unique('One too many')).prepare()).toMatchObject({ ok: false, error: { type: 'rate-limited', retryAt: rig.clock.now() + HOUR } });
    expect(rig.proxy.seen.filter(({ method, path }) => method === 'POST' && path.endsWith('/media'))).toHaveLength(1);
    const full = runOf(unique('Full meanwhile'));
    rig.server.store.behave.quota = 100;
    must(await full.prepare());
    rig.server.store.behave.quota = 1;
    expect(await full.commit()).toMatchObject({ type: 'rate-limited', retryAt: rig.clock.now() + HOUR });
  });

  it('waits as long as the header says when there were too many calls, and takes a block for a refusal', async () => {
    rig.server.usage.minutes = 7;
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: false, error: { type: 'rate-limited', retryAt: rig.clock.now() + 7 * MINUTE } });
    rig.server.usage.minutes = 0;
    rig.server.store.behave.blocked = true;
    expect(await out(runOf(unique('Blocked')))).toMatchObject({ type: 'rejected', reason: 'forbidden' });
  });

  it('reads counts, also when one metric is dead, and the inbox, and leaves out what is gone', async () => {
    const text = unique('Counted');
    const outcome = await out(runOf(text));
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    const { inbox, metrics } = rig.connector;
    if (inbox === undefined || metrics === undefined) throw new Error('no ports');
    const counts = { likes: 5, reposts: 2, replies: 0, quotes: null, views: 90 };
    expect([...must(await metrics.posts(rig.session, [outcome.remoteId, '1'], signal))]).toEqual([[outcome.remoteId, counts]]);
    rig.server.store.behave.deadMetrics = ['reposts'];
    expect([...must(await metrics.posts(rig.session, [outcome.remoteId], signal))]).toEqual([[outcome.remoteId, { ...counts, reposts: null }]]);
    const start = must(await inbox.list(rig.session, null, signal)).cursor;
    await rig.clock.advance(2 * SECOND);
    const at = rig.clock.now();
    posted(text)[0]?.comments.push({ id: '18099', username: 'somebody', text: 'Nice', at }, { id: '18100', username: 'harrowandclay', text: 'Thanks', at });
    const marked = rig.server.store.add(rig.server.cafe, { caption: unique('Cups by @harrowandclay') });
    const read = must(await inbox.list(rig.session, start, signal));
    expect(new Set(read.items.map(({ remoteId, kind, postRemoteId, authorHandle }) => [remoteId, kind, postRemoteId, authorHandle].join(' ')))).toEqual(
      new Set([`18099 comment ${outcome.remoteId} somebody`, `${marked.id} mention  kilncafe`]));
    expect(must(await inbox.list(rig.session, read.cursor, signal)).items).toEqual([]);
  });
});

describe('where pictures lie', () => {
  it('on the Page, as photos that nobody sees, where there is no media host; nothing stays there', async () => {
    const text = unique('By the Page');
    const run = runOf(text, [jpeg('One'), jpeg('Two')], {}, byPage);
    must(await run.prepare());
    expect(byPage.server.photos.size).toBe(2);
    expect((await run.commit()).type).toBe('published');
    expect(posted(text, byPage)).toHaveLength(1);
    expect(byPage.server.fetched.every((url) => url.startsWith('https://scontent.example/') && !url.includes('small'))).toBe(true);
    expect(byPage.server.photos.size).toBe(0);
  });

  it('an account without either is told so, and its videos go all the same', async () => {
    const bare = { ...rig, connector: instagramOn(rig.clock, rig.proxy.url, rig.server.url) };
    const run = startRun(bare, { parts: [{ text: 'No host', media: [jpeg()] }], options: {}, dueAt: rig.clock.now() });
    for (const refused of [await run.prepare(), { ok: false, error: await run.commit() }]) expect(refused).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-host', detail: expect.stringContaining('Settings') } });
    expect(rig.proxy.seen).toEqual([]);
    const text = unique('A film');
    const film = startRun(bare, { parts: [{ text, media: [outgoingVideo(randomBytes(1000))] }], options: {}, dueAt: rig.clock.now() });
    expect((await out(film)).type).toBe('published');
    expect([rig.connector, byPage.connector].map((one) => one.id)).toEqual(['instagram', 'instagram']);
    expect([rig.connected.profile.limits, byPage.connected.profile.limits?.hostsPictures]).toEqual([null, true]);
  });
});

describe('deleting', () => {
  it('works by the Page where Meta lets it, and is refused in plain words where it does not', async () => {
    const text = unique('To be deleted');
    const outcome = await out(runOf(text, [jpeg()], {}, byPage), byPage);
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(await byPage.connector.publish.remove(byPage.session, outcome.remoteId, signal)).toMatchObject({ ok: false, error: { detail: expect.stringContaining('Delete it in the Instagram app') } });
    byPage.server.store.behave.deletes = true;
    for (let i = 0; i < 2; i += 1) expect(await byPage.connector.publish.remove(byPage.session, outcome.remoteId, signal)).toEqual({ ok: true, value: null });
    expect(posted(text, byPage)).toEqual([]);
  });
});

describe('at most once', () => {
  it('a container whose publishing had no answer is looked at, and never published a second time', async () => {
    const text = unique('Lost');
    const run = runOf(text);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.commit()).toMatchObject({ type: 'published', remoteId: posted(text)[0]?.id });
    expect([posted(text).length, publishes()]).toEqual([1, 1]);
  });

  it('one that is published and not listed stays unknown, however often it is tried', async () => {
    const text = unique('Not listed yet');
    const run = runOf(text);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    await run.commit();
    rig.server.store.behave.listed = false;
    for (let i = 0; i < 3; i += 1) {
      expect(await run.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
      must(await run.prepare());
      expect((await run.commit()).type).toBe('unknown');
    }
    rig.proxy.fault(isLook, { kind: 'answer', status: 503, body: '{}' });
    expect((await run.commit()).type).toBe('unknown');
    expect([posted(text).length, publishes()]).toEqual([1, 1]);
  });

  it('one that Instagram still works on is not published, and one that has ended is made anew', async () => {
    const text = unique('Ended');
    const run = runOf(text);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    rig.proxy.fault(isLook, { kind: 'answer', status: 200, body: '{"id":"1","status_code":"IN_PROGRESS"}' });
    expect((await run.commit()).type).toBe('unknown');
    await rig.clock.advance(25 * HOUR);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect((await run.commit()).type).toBe('published');
    expect(posted(text)).toHaveLength(1);
  });

  it('one that is asked for too early, or has gone, is no failure of the post', async () => {
    for (const [code, subcode] of [[9007, 2_207_027], [24, 2_207_008], [-1, 2_207_032]]) {
      const run = runOf(unique('Early'));
      must(await run.prepare());
      rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 400, body: JSON.stringify({ error: { message: 'Not now', type: 'OAuthException', code, error_subcode: subcode } }) });
      expect((await run.commit()).type, String(subcode)).toBe('unavailable');
      expect((await run.commit()).type, String(subcode)).toBe('published');
    }
  });

  it('a Story is told by its container, and by the time alone it is not', async () => {
    const run = runOf('', [jpeg()], { postAs: 'story' });
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    const id = rig.server.posts.at(-1)?.id;
    const bare = { ...run, saved: {}, committedAt: run.committedAt };
    expect(await rig.connector.publish.findPublished(bare)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published', remoteId: id } });
    await rig.clock.advance(2 * DAY);
    // Nothing of then is listed any more.
    expect(await rig.connector.publish.findPublished(bare)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('is looked for by words where its pictures are not in reach, and after a restore says less', async () => {
    const text = unique('Restored');
    const run = runOf(text);
    must(await run.prepare());
    rig.server.store.add(rig.server.me, { caption: text });
    await rig.clock.advance(HOUR);
    const named = { ...run, outgoing: { ...run.outgoing, parts: [{ text, media: [{ ...jpeg(), mime: '', bytes: 0, width: 0, height: 0 }] }] }, committedAt: rig.clock.now() };
    expect(await rig.connector.publish.findPublished(named)).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect(await rig.connector.publish.findPublished({ ...named, byWords: true })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect(await rig.connector.publish.findPublished({ ...named, saved: {}, committedAt: rig.clock.now() - HOUR })).toMatchObject({ ok: true, value: { type: 'published' } });
  });
});
