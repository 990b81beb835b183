import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { threadsOn, threadsRig, type ThreadsRig } from '#test/networks/threads/rig';
import type { SeenRequest } from './support/fault-proxy';
import { must } from './support/mastodon-rigs';
import { type Run, startRun, testPicture } from './support/run';
import { createThreadsCheck, threadsCollectionPresent } from './support/threads-collection';
import { settled } from './support/settled';

let rig: ThreadsRig;
const exchanged: SeenRequest[] = [];
const { signal } = new AbortController();
beforeAll(async () => { rig = await threadsRig(); });
afterAll(() => rig.close());
afterEach(async () => {
  exchanged.push(...rig.proxy.seen);
  Object.assign(rig.server.store.behave, { pictureSeconds: 0, textSeconds: 0, publishingFails: false, quota: 250, replyQuota: 1000, listed: true });
  await rig.proxy.reset();
  await rig.clock.advance(3 * HOUR);
});

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const runOf = (texts: readonly string[], options: JsonObject = {}, media: readonly OutgoingMedia[] = []): Run =>
  startRun(rig, { parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })), options, dueAt: rig.clock.now() });
const posted = (text: string) => rig.server.posts.filter((post) => post.text === text);
const drive = <T>(promise: Promise<T>): Promise<T> => settled(rig.clock, promise);
const out = async (run: Run) => { must(await drive(run.prepare())); return drive(run.commit()); };
const isLook = ({ method, path }: SeenRequest): boolean => method === 'GET' && /\/v1\.0\/\d+\?/.test(path);
const publishes = (): number => rig.proxy.seen.filter(rig.isCommit).length;

describe('Threads posts', () => {
  it('a text with its topic, link card and who may reply', async () => {
    const text = unique('See https://harrowandclay.example');
    expect(await out(runOf([text], { topicTag: '#Ceramics', cardLink: 'https://harrowandclay.example/bowls', replyControl: 'followers_only' }))).toMatchObject({ type: 'published', permalink: expect.stringMatching(/\/@harrowandclay\/post\/C\w+$/) });
    expect(posted(text)[0]?.fields).toEqual({ media_type: 'TEXT', text, topic_tag: 'Ceramics', link_attachment: 'https://harrowandclay.example/bowls', reply_control: 'followers_only' });
  });

  it('a poll', async () => {
    const text = unique('Which glaze?');
    await out(runOf([text], { pollChoice1: 'Ash', pollChoice2: 'Celadon', pollChoice4: 'Shino' }));
    expect(JSON.parse(posted(text)[0]?.fields['poll_attachment'] ?? '')).toEqual({ option_a: 'Ash', option_b: 'Celadon', option_c: 'Shino' });
  });

  it('a thread, whose first part alone has the options', async () => {
    const texts = [unique('One'), unique('Two'), unique('Three')];
    await out(runOf(texts, { replyControl: 'mentioned_only', topicTag: 'Kilns' }));
    const [one, two, three] = texts.map((text) => posted(text)[0]);
    expect([two?.parent, three?.parent]).toEqual([one, two]);
    expect(two?.fields).toEqual({ media_type: 'TEXT', text: texts[1], reply_to_id: one?.id });
  });

  it('one picture and several, after the half minute that Threads takes for them, and takes them from the host afterwards', async () => {
    rig.server.store.behave.pictureSeconds = 30;
    const [single, many] = [unique('A bowl'), unique('Bowls')];
    const before = rig.clock.now();
    expect((await out(runOf([single], {}, [testPicture('A blue bowl')]))).type).toBe('published');
    expect(rig.clock.now() - before).toBeGreaterThanOrEqual(30 * SECOND);
    expect(posted(single)[0]).toMatchObject({ kind: 'IMAGE', fields: { alt_text: 'A blue bowl' } });
    expect((await out(runOf([many], {}, [testPicture('First'), testPicture('Second')]))).type).toBe('published');
    expect(posted(many)[0]).toMatchObject({ kind: 'CAROUSEL_ALBUM', children: [{ alt_text: 'First', is_carousel_item: 'true' }, { alt_text: 'Second' }] });
    expect(rig.server.hosted.size).toBe(0);
  });

  it('nothing that it knows to be wrong, and no first part of such a thread', async () => {
    const long = '🏺'.repeat(126);
    const wrong: readonly (readonly [Run, object])[] = [
      [runOf(['Fine', long]), { reason: 'too-long', detail: expect.stringContaining('part 2') }],
      [runOf(['Both'], { pollChoice1: 'a', pollChoice2: 'b' }, [testPicture()]), { reason: 'invalid' }],
      [runOf(['Both'], { pollChoice1: 'a', pollChoice2: 'b', cardLink: 'https://a.example' }), { reason: 'invalid' }],
      [runOf(['a.example/1 a.example/2 a.example/3 a.example/4 a.example/5 a.example/6'.replaceAll('a.example', 'https://a.example')]), { reason: 'invalid', detail: expect.stringContaining('links') }],
      [runOf(['Topic'], { topicTag: 'a.b' }), { reason: 'invalid' }],
      [runOf(['Pictures'], {}, Array.from({ length: 21 }, () => testPicture())), { reason: 'media-invalid' }],
    ];
    for (const [run, error] of wrong) {
      expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', ...error } });
      expect(await run.commit()).toMatchObject({ type: 'rejected', ...error });
    }
    expect(rig.proxy.seen).toEqual([]);
    expect((await out(runOf([`${'🏺'.repeat(125)}`]))).type).toBe('published');
  });

  it('no picture where the account has no media host', async () => {
    const bare = { ...rig, connector: threadsOn(rig.clock, rig.proxy.url, rig.server.url) };
    const run = startRun(bare, { parts: [{ text: 'First', media: [] }, { text: 'Second', media: [testPicture()] }], options: {}, dueAt: rig.clock.now() });
    for (const refused of [await run.prepare(), { ok: false, error: await run.commit() }]) expect(refused).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('no media host') } });
    expect(rig.proxy.seen).toEqual([]);
  });

  it('says what Threads could not fetch, and makes it anew the next time', async () => {
    const run = runOf([unique('Lost picture')], {}, [testPicture()]);
    const { hosted } = rig.server;
    const kept = hosted.set.bind(hosted);
    hosted.set = () => hosted;
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('FAILED_DOWNLOADING_IMAGE') } });
    hosted.set = kept;
    expect((await out(run)).type).toBe('published');
  });

  it('begins no thread that its allowance does not carry, and waits', async () => {
    rig.server.store.behave.replyQuota = 0;
    expect(await runOf([unique('a'), unique('b')]).prepare()).toMatchObject({ ok: false, error: { type: 'rate-limited', retryAt: rig.clock.now() + HOUR } });
    expect(rig.proxy.seen.every(({ method }) => method === 'GET')).toBe(true);
    rig.server.store.behave.quota = 0;
    const heard: unknown[] = [];
    expect(await rig.connector.publish.prepare({ ...runOf([unique('a')]), session: { ...rig.session, told: (left) => { heard.push(left); } } })).toMatchObject({ ok: false, error: { type: 'rate-limited' } });
    rig.server.store.behave.quota = 250;
    must(await rig.connector.publish.prepare({ ...runOf([unique('a')]), session: { ...rig.session, told: (left) => { heard.push(left); } } }));
    expect(heard).toEqual([{ unit: 'posts', limit: 250, left: expect.any(Number), resetsAt: null }]);
  });

  it('reads counts and the inbox, and leaves out what is gone', async () => {
    const text = unique('Counted');
    const outcome = await out(runOf([text]));
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    const { inbox, metrics } = rig.connector;
    if (inbox === undefined || metrics === undefined) throw new Error('no ports');
    const counts = must(await metrics.posts(rig.session, [outcome.remoteId, '1'], signal));
    expect([...counts]).toEqual([[outcome.remoteId, { likes: 5, reposts: 2, replies: 1, quotes: 0, views: 90 }]]);
    const start = must(await inbox.list(rig.session, null, signal)).cursor;
    await rig.clock.advance(2 * SECOND);
    const reply = rig.server.store.add('somebody', unique('Nice'), posted(text)[0] ?? null);
    const mention = rig.server.store.add('else', unique('Look, @harrowandclay'), null);
    rig.server.store.add('harrowandclay', unique('Thanks'), reply);
    const read = must(await inbox.list(rig.session, start, signal));
    expect(read.items.map(({ remoteId, kind, postRemoteId, authorHandle }) => [remoteId, kind, postRemoteId, authorHandle])).toEqual(
      expect.arrayContaining([[reply.id, 'comment', outcome.remoteId, 'somebody'], [mention.id, 'mention', null, 'else']]));
    expect(read.items).toHaveLength(2);
    expect(must(await inbox.list(rig.session, read.cursor, signal)).items).toEqual([]);
  });
});

describe('at most once', () => {
  it('a container whose publishing had no answer is looked at, and never published a second time', async () => {
    const text = unique('Lost');
    const run = runOf([text]);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.commit()).toMatchObject({ type: 'published', remoteId: posted(text)[0]?.id });
    expect([posted(text).length, publishes()]).toEqual([1, 1]);
  });

  it('a call that arrives late, while it is asked whether the container is ready, is not made again', async () => {
    const text = unique('Late');
    const run = runOf([text]);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    let looks = 0;
    const arrive = (request: SeenRequest): boolean => {
      const id = [...rig.server.store.containers.keys()].at(-1);
      if (isLook(request) && (looks += 1) === 2) rig.server.store.publish(id ?? '');
      return false;
    };
    rig.proxy.fault(arrive, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    expect([posted(text).length, publishes(), looks]).toEqual([1, 1, 2]);
    expect(await run.commit()).toMatchObject({ type: 'published', remoteId: posted(text)[0]?.id });
  });

  it('one that is published and not listed stays unknown, however often it is tried', async () => {
    const text = unique('Not listed yet');
    const run = runOf([text]);
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

  it('one that Threads still works on is not published, and one that has ended is made anew', async () => {
    const text = unique('Ended');
    const run = runOf([text]);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    rig.proxy.fault(isLook, { kind: 'answer', status: 200, body: '{"id":"1","status":"IN_PROGRESS"}' });
    expect((await run.commit()).type).toBe('unknown');
    await rig.clock.advance(25 * HOUR);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect((await run.commit()).type).toBe('published');
    expect(posted(text)).toHaveLength(1);
  });

  it('a post that was asked for too early is no failure, and a refusal is one', async () => {
    const run = runOf([unique('Early')]);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 400, body: '{"error":{"message":"The requested resource does not exist","type":"OAuthException","code":24,"error_subcode":4279009}}' });
    expect((await run.commit()).type).toBe('unavailable');
    expect((await run.commit()).type).toBe('published');
    rig.server.store.behave.publishingFails = true;
    expect(await out(runOf([unique('Refused')]))).toMatchObject({ type: 'rejected', reason: 'forbidden' });
  });

  it('after a restore, a container that is still ready says nothing of one that went out in its place', async () => {
    const run = runOf([unique('Restored')]);
    must(await run.prepare());
    rig.server.store.add('harrowandclay', run.outgoing.parts[0]?.text ?? '', null);
    await rig.clock.advance(HOUR);
    const look = (byWords: object) => rig.connector.publish.findPublished({ ...run, committedAt: rig.clock.now(), ...byWords });
    expect(await look({})).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect(await look({ byWords: true })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('does not take for absent, or for this one, what it cannot tell apart', async () => {
    const run = runOf([unique('The same bowl')]);
    const text = run.outgoing.parts[0]?.text ?? '';
    rig.server.store.add('harrowandclay', text, null);
    await rig.clock.advance(HOUR);
    const lost = { ...run, saved: {}, committedAt: rig.clock.now() };
    expect(await rig.connector.publish.findPublished(lost)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    rig.server.store.add('harrowandclay', text, null);
    expect(await rig.connector.publish.findPublished(lost)).toMatchObject({ ok: true, value: { type: 'published' } });
    rig.server.store.add('harrowandclay', text, null);
    expect(await rig.connector.publish.findPublished(lost)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    const wordless = { ...lost, outgoing: { ...run.outgoing, parts: [{ text: '', media: [testPicture()] }] } };
    rig.server.store.add('harrowandclay', '', null, { media_type: 'IMAGE' });
    expect(await rig.connector.publish.findPublished(wordless)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});

describe(`Meta's Postman collection${threadsCollectionPresent ? '' : ' (not run: ../shared/networks/specs/threads is not there)'}`, () => {
  it.runIf(threadsCollectionPresent)('knows every call, parameter, value and answered field of ours', async () => {
    await rig.clock.advance(8 * DAY);
    const outcome = await out(runOf([unique('Checked')], { topicTag: 'Clay' }));
    if (outcome.type === 'published') must(await rig.connector.publish.remove(rig.session, outcome.remoteId, signal));
    exchanged.push(...rig.proxy.seen);
    const check = createThreadsCheck();
    expect([...new Set(exchanged.filter(({ answer }) => answer !== null).flatMap(check))]).toEqual([]);
    const planted = (path: string) => check({ method: 'POST', path, headers: {}, body: Buffer.alloc(0), answer: null });
    for (const wrong of ['media_type=TEXT&colour=red', 'media_type=STORY', 'media_type=TEXT&reply_control=nobody', 'media_type=IMAGE&link_attachment=x']) expect(planted(`/v1.0/me/threads?${wrong}`), wrong).toHaveLength(1);
    expect(new Set(exchanged.map(({ method, path }) => `${method} ${path.replace(/\d{5,}/g, 'N').replace(/\?.*/, '')}`)).size).toBeGreaterThanOrEqual(12);
  });
});
