import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { facebookRig, type FacebookRig } from '#test/networks/facebook/rig';
import type { Json } from '#core/json';
import { createMetaCheck, metaSpecPresent } from './support/meta-spec';
import { startRun, testPicture } from './support/run';

let rig: FacebookRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await facebookRig(); });
afterEach(() => rig.close());

const schedule = () => {
  const port = rig.connector.nativeSchedule;
  if (port === undefined) throw new Error('no scheduling');
  return port;
};
/** Prepared for that time, and handed over. */
const keep = async (text: string, dueAt: number, pictures = 0) => {
  const run = startRun(rig, { ...rig.newPost([text], Array.from({ length: pictures }, () => testPicture())), dueAt });
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  const outcome = await schedule().schedule(run);
  if (outcome.type !== 'processing') throw new Error(JSON.stringify(outcome));
  return { run, ref: outcome.ref };
};
const publish = async (text: string, pictures = 0) => {
  const run = startRun(rig, rig.newPost([text], Array.from({ length: pictures }, (_, n) => testPicture(`Bowl ${n + 1}`))));
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  const outcome = await run.commit();
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  return { run, outcome };
};

describe('posts', () => {
  it('text with a link: the link becomes the card, unless the option says no or pictures are there', async () => {
    await publish('New glazes at https://harrowandclay.example/glazes today');
    expect(rig.server.posts.at(-1)).toMatchObject({ link: 'https://harrowandclay.example/glazes', photos: [] });
    const run = startRun(rig, { ...rig.newPost(['No card https://harrowandclay.example/']), options: { linkCard: false } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(rig.server.posts.at(-1)?.link).toBe('');
    await publish('With a picture https://harrowandclay.example/', 1);
    expect(rig.server.posts.at(-1)).toMatchObject({ link: '', photos: [{ alt: 'Bowl 1' }] });
  });

  it('several pictures are brought as photos nobody sees, each once, and posted in their order', async () => {
    const run = startRun(rig, rig.newPost(['Three bowls'], [testPicture('One'), testPicture('Two'), testPicture('Three')]));
    rig.proxy.fault(({ path }) => path.endsWith('/photos'), { kind: 'lose' }, 1);
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    // A restart in between: only what was saved is known.
    const again = startRun(rig, run.outgoing);
    Object.assign(again.saved, run.saved);
    expect(await again.prepare()).toEqual({ ok: true, value: null });
    expect(rig.server.posts).toHaveLength(0);
    expect(await again.commit()).toMatchObject({ type: 'published', permalink: expect.stringContaining(`/${rig.session.remoteId}/posts/`) });
    expect(rig.server.posts.at(-1)?.photos.map(({ alt, mime }) => [alt, mime])).toEqual([['One', 'image/png'], ['Two', 'image/png'], ['Three', 'image/png']]);
  });

  it('photos older than twenty hours are brought anew', async () => {
    const run = startRun(rig, rig.newPost(['Bowl'], [testPicture()]));
    await run.prepare();
    await rig.clock.advance(21 * HOUR);
    await run.prepare();
    expect(rig.server.store.photos.size).toBe(2);
    expect((await run.commit()).type).toBe('published');
  });

  it('refuses what can never be posted, in words', async () => {
    const prepared = (texts: readonly string[], pictures = 0) => startRun(rig, rig.newPost(texts, Array.from({ length: pictures }, () => testPicture()))).prepare();
    expect(await prepared(['one', 'two'])).toMatchObject({ error: { type: 'rejected', detail: 'Facebook has no threads' } });
    expect(await prepared([' '])).toMatchObject({ error: { type: 'rejected', reason: 'invalid' } });
    expect(await prepared(['a'.repeat(63_207)])).toMatchObject({ error: { type: 'rejected', reason: 'too-long' } });
    expect(await prepared(['many'], 11)).toMatchObject({ error: { type: 'rejected', reason: 'media-invalid' } });
    rig.server.store.behave.unreadable = ['https://gone.example/'];
    expect(await startRun(rig, rig.newPost(['Look https://gone.example/'])).commit()).toMatchObject({ type: 'rejected', reason: 'invalid' });
  });

  it('the same words twice: a first refusal is one, after a lost answer the live post is adopted', async () => {
    rig.server.store.behave.refusesTwins = true;
    await publish('Open today');
    expect(await startRun(rig, rig.newPost(['Open today'])).commit()).toMatchObject({ type: 'rejected', reason: 'duplicate' });
    await rig.clock.advance(3 * HOUR);
    const run = startRun(rig, rig.newPost(['Open tomorrow']));
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.commit()).toMatchObject({ type: 'published', remoteId: rig.server.posts.at(-1)?.id });
    expect(await rig.countPosts('Open tomorrow')).toBe(1);
    // Not even the twin can be told from an older one of the same words.
    rig.server.store.behave.listed = false;
    const blind = startRun(rig, rig.newPost(['Open on Sunday']));
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    await blind.commit();
    expect((await blind.commit()).type).toBe('unknown');
  });

  it('a look cannot tell twins, an older post or one without words', async () => {
    const run = startRun(rig, rig.newPost(['Kiln is warm']));
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    await run.commit();
    rig.server.store.add(rig.session.remoteId, { message: 'Kiln is warm' });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell', detail: 'several posts with the same words are there' } });
    const bare = startRun(rig, rig.newPost([''], [testPicture()]));
    await bare.prepare();
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    await bare.commit();
    expect(await bare.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    rig.server.store.add(rig.session.remoteId, { message: 'Older', at: rig.clock.now() - HOUR });
    const later = startRun(rig, rig.newPost(['Older']));
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    await later.commit();
    // Facebook's own time, heard before the attempt, says that it is another one; our clock alone would not.
    expect(await later.find()).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect(await rig.connector.publish.findPublished({ ...later, saved: {}, committedAt: later.committedAt })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});

describe('kept by Facebook', () => {
  it('hands a post with pictures over, lists it, moves it, and sees it go out under the same id', async () => {
    const due = rig.clock.now() + DAY;
    const { run, ref } = await keep('Tomorrow at the kiln', due, 2);
    expect([...rig.server.store.photos.values()].every(({ temporary }) => temporary)).toBe(true);
    expect(await schedule().held(run)).toEqual({ ok: true, value: { complete: true, posts: [{ ref, dueAt: due, text: 'Tomorrow at the kiln', mediaCount: 2, publicationId: null }] } });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect(await schedule().status(run, ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    expect(await schedule().reschedule(rig.session, ref, due + HOUR, signal)).toEqual({ ok: true, value: null });
    await rig.clock.advance(DAY + 30 * MINUTE);
    expect(await schedule().status(run, ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    await rig.clock.advance(HOUR);
    expect(await schedule().status(run, ref)).toMatchObject({ ok: true, value: { type: 'published', remoteId: ref } });
    expect(await schedule().held(run)).toEqual({ ok: true, value: { complete: true, posts: [] } });
  });

  it('gives it back, and never deletes or moves one that is out already', async () => {
    const first = await keep('Cancelled', rig.clock.now() + DAY);
    expect(await schedule().cancel(rig.session, first.ref, signal)).toEqual({ ok: true, value: null });
    expect(rig.server.posts).toHaveLength(0);
    expect(await schedule().cancel(rig.session, first.ref, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    expect(await schedule().status(first.run, first.ref)).toMatchObject({ ok: true, value: { type: 'absent' } });
    const second = await keep('Out', rig.clock.now() + DAY);
    await rig.clock.advance(DAY);
    expect(await schedule().cancel(rig.session, second.ref, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    expect(await schedule().reschedule(rig.session, second.ref, rig.clock.now() + DAY, signal)).toMatchObject({ ok: false });
    expect(await rig.countPosts('Out')).toBe(1);
  });

  it('a lost answer is unknown, and the list tells that it is kept', async () => {
    const due = rig.clock.now() + DAY;
    const run = startRun(rig, { ...rig.newPost(['Lost']), dueAt: due });
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await schedule().schedule(run)).type).toBe('unknown');
    expect(await schedule().held(run)).toMatchObject({ ok: true, value: { posts: [{ text: 'Lost', dueAt: due, mediaCount: 0 }] } });
    rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 200, body: '{"id":7}' });
    expect((await schedule().schedule(run)).type).toBe('unknown');
    expect(await schedule().schedule({ ...run, outgoing: { ...run.outgoing, dueAt: rig.clock.now() + MINUTE } })).toMatchObject({ type: 'rejected' });
  });

  it('pages through everything it keeps, and says when a part of it could not be read', async () => {
    for (let n = 0; n < 130; n += 1) rig.server.store.add(rig.session.remoteId, { message: `Post ${n}`, dueAt: rig.clock.now() + DAY });
    const run = startRun(rig, rig.newPost(['x']));
    const held = await schedule().held(run);
    expect(held.ok && held.value.complete && held.value.posts.length).toBe(130);
    rig.proxy.fault(({ path }) => path.includes('after='), { kind: 'answer', status: 200, body: '{"data":[{"id":"1"}]}' });
    expect(await schedule().held(run)).toMatchObject({ ok: true, value: { complete: false } });
  });
});

describe('reading', () => {
  it('counts; a dead metric costs only itself', async () => {
    const { outcome } = await publish('Counted');
    const ask = () => rig.connector.metrics?.posts(rig.session, [outcome.remoteId, `${rig.session.remoteId}_1`], signal);
    expect(await ask()).toEqual({ ok: true, value: new Map([[outcome.remoteId, { likes: 5, reposts: 0, replies: 0, quotes: null, views: 90 }]]) });
    rig.server.store.behave.deadMetrics = ['post_media_view'];
    expect(await ask()).toEqual({ ok: true, value: new Map([[outcome.remoteId, { likes: 5, reposts: 0, replies: 0, quotes: null, views: null }]]) });
  });

  it('comments of others and posts that name the Page, from the last one seen on', async () => {
    const at = rig.clock.now();
    const mina = { id: '777', name: 'Mina' };
    rig.server.store.add(rig.session.remoteId, { message: 'Ours', comments: [{ id: '1_2', from: mina, message: 'Lovely', at }, { id: '1_3', from: { id: rig.session.remoteId, name: 'We' }, message: 'Thanks', at }, { id: '1_4', from: undefined, message: 'Nameless', at: at + HOUR }] });
    rig.server.store.add(rig.session.remoteId, { author: mina, message: 'At Harrow & Clay', at: at - HOUR });
    const list = await rig.connector.inbox?.list(rig.session, null, signal);
    expect(list).toMatchObject({ ok: true, value: { cursor: String((at + HOUR) / 1000), items: [{ text: 'Nameless', authorName: '' }, { text: 'Lovely', kind: 'comment', authorName: 'Mina' }, { text: 'At Harrow & Clay', kind: 'mention', postRemoteId: null }] } });
    expect(await rig.connector.inbox?.list(rig.session, String(at / 1000), signal)).toMatchObject({ ok: true, value: { items: [{ text: 'Nameless' }] } });
  });

  it('the usage headers are what is left, and say when calls are taken again', async () => {
    const told: unknown[] = [];
    const session = { ...rig.session, told: (allowance: unknown) => { told.push(allowance); } };
    const look = () => rig.connector.account.profile(session, signal);
    await look();
    expect(told).toEqual([{ unit: 'percent', limit: 100, left: 97, resetsAt: null }]);
    Object.assign(rig.server.usage, { app: 40, page: 104, regainMinutes: 12 });
    await look();
    expect(told.at(-1)).toEqual({ unit: 'percent', limit: 100, left: 0, resetsAt: rig.clock.now() + 12 * MINUTE });
    Object.assign(rig.server.usage, { app: 101 });
    expect(await startRun(rig, rig.newPost(['Too many'])).commit()).toMatchObject({ type: 'rate-limited', retryAt: rig.clock.now() + 12 * MINUTE });
    for (const broken of ['', '[]', '{', 'null', '{"1":7}', '{"call_count":"x"}']) {
      rig.proxy.fault(() => true, { kind: 'answer', status: 400, headers: { 'x-app-usage': broken, 'x-business-use-case-usage': broken }, body: '{"error":{"message":"wait","code":32}}' });
      expect(await look()).toMatchObject({ ok: false, error: { type: 'rate-limited', retryAt: rig.clock.now() + 15 * MINUTE } });
    }
  });
});

it.each<[Json, string, string | undefined]>([
  [{ code: 190, error_subcode: 458 }, 'reauth', undefined], [{ code: 102 }, 'reauth', undefined], [{ code: 10 }, 'rejected', 'forbidden'], [{ code: 200 }, 'rejected', 'forbidden'], [{ code: 368 }, 'rejected', 'forbidden'],
  [{ code: 4 }, 'rate-limited', undefined], [{ code: 341 }, 'rate-limited', undefined], [{ code: 80_001 }, 'rate-limited', undefined], [{ code: 506 }, 'rejected', 'duplicate'], [{ code: 100, error_subcode: 33 }, 'rejected', 'not-found'],
  [{ code: 100 }, 'rejected', 'invalid'], [{ code: 1 }, 'unknown', undefined], [{ code: 2 }, 'unknown', undefined], [{ code: 100, is_transient: true }, 'unknown', undefined], [{ code: 324 }, 'rejected', 'media-invalid'],
])('Graph’s error %j is %s %s', async (error, type, reason) => {
  rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 400, body: JSON.stringify({ error: { message: 'No', ...Object(error) } }) });
  expect(await startRun(rig, rig.newPost(['x'])).commit()).toMatchObject({ type, ...(reason === undefined ? {} : { reason }) });
});

describe.runIf(metaSpecPresent)('Meta’s lists of parameters and enums, Graph v25.0 (not run where they are not at hand)', () => {
  it('knows every call, parameter, value and field that we send or are answered', async () => {
    const check = createMetaCheck();
    await publish('See https://harrowandclay.example/');
    const { outcome } = await publish('Two', 2);
    const { run, ref } = await keep('Later', rig.clock.now() + DAY, 1);
    await run.find();
    await schedule().held(run);
    await schedule().status(run, ref);
    await schedule().reschedule(rig.session, ref, rig.clock.now() + 2 * DAY, signal);
    await schedule().cancel(rig.session, ref, signal);
    await rig.connector.metrics?.posts(rig.session, [outcome.remoteId], signal);
    await rig.connector.inbox?.list(rig.session, null, signal);
    await rig.connector.account.profile(rig.session, signal);
    await rig.connector.publish.remove(rig.session, outcome.remoteId, signal);
    expect(rig.proxy.seen.length).toBeGreaterThan(18);
    expect([...new Set(rig.proxy.seen.flatMap(check))]).toEqual([]);
  });

  it('and would notice one that is not in them', () => {
    const check = createMetaCheck();
    const ask = (method: string, path: string, body = ''): readonly string[] => check({ method, path, headers: {}, body: Buffer.from(body), answer: null });
    expect(ask('POST', '/v25.0/1/feed', 'message=a&colour=red&published=maybe&unpublished_content_type=LATER')).toHaveLength(3);
    expect(ask('GET', '/v25.0/1_2?fields=id,likes_total,comments.order(newest){id,moon}')).toHaveLength(3);
    expect(ask('PUT', '/v25.0/1_2')).toHaveLength(1);
    expect(ask('GET', '/v24.0/me')).toHaveLength(1);
  });
});
