import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import { CHUNK, film, isLastChunk, tiktokRig, type TiktokRig } from '#test/networks/tiktok/rig';
import type { Fault } from './support/fault-proxy';
import { named, type Run, startRun } from './support/run';

let rig: TiktokRig;
beforeAll(async () => { rig = await tiktokRig(); });
afterAll(() => rig.close());
afterEach(async () => {
  Object.assign(rig.server.behave, { looks: 0, numbers: true, fail: null, refuse: null });
  Object.assign(rig.server.uploads, { tells: true, again: 'refused' });
  await rig.proxy.reset();
});

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const count = (text: string): number => rig.server.posts.filter(({ info }) => info.title === text).length;
const start = async (text: string, options: JsonObject = {}, bytes = 2000): Promise<Run> => {
  const run = startRun(rig, rig.post(text, options, [film(bytes)]));
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  return run;
};
/** Linnet has ended, and only what was written down is left. */
const restarted = (run: Run): Run => {
  const next = startRun(rig, run.outgoing);
  for (const [step, value] of Object.entries(run.saved)) next.save(step, value);
  return next;
};
/** As the engine goes on after an answer that got lost: a look, and the same call again where that is called safe. */
async function goOn(run: Run): Promise<Awaited<ReturnType<Run['commit']>>> {
  const found = await run.find();
  if (found.ok && found.value.type === 'published') return found.value;
  const until = rig.connector.publish.replaySafeUntil(run.committedAt ?? 0, rig.session, run.saved);
  if ((until ?? 0) <= rig.clock.now()) expect(await run.prepare()).toEqual({ ok: true, value: null });
  return run.commit();
}

describe('one post, whatever gets lost', () => {
  const faults: readonly Fault[] = [{ kind: 'reset' }, { kind: 'lose' }, { kind: 'cut' }, { kind: 'answer', status: 500 }];
  for (const fault of faults) {
    it.each([[true, 'refused'], [true, 'taken'], [false, 'refused'], [false, 'taken']] as const)(`${JSON.stringify(fault)} at the last chunk, twice (TikTok tells how much it has: %s; a chunk again is %s)`, async (tells, again) => {
      Object.assign(rig.server.uploads, { tells, again });
      const text = unique('Once');
      const run = await start(text, {}, 3 * CHUNK + 77);
      rig.proxy.fault(isLastChunk, fault, 2);
      expect((await run.commit()).type).toBe('unknown');
      let outcome = await goOn(run);
      for (let n = 0; n < 4 && outcome.type === 'unknown'; n += 1) outcome = await goOn(run);
      expect(['published', 'processing']).toContain(outcome.type);
      const settled = outcome.type === 'processing' ? await rig.connector.publish.check(run, outcome.ref) : outcome;
      expect(settled.type).toBe('published');
      expect(count(text)).toBe(1);
    });
  }

  it('a lost answer to the beginning leaves an upload that never gets its end', async () => {
    const text = unique('Begun twice');
    const run = startRun(rig, rig.post(text));
    rig.proxy.fault(({ path }) => path.endsWith('/video/init/'), { kind: 'lose' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    const again = restarted(run);
    expect(await again.prepare()).toEqual({ ok: true, value: null });
    expect((await again.commit()).type).toBe('published');
    await rig.clock.advance(2 * HOUR);
    expect(count(text)).toBe(1);
  });

  it('a film goes on where it stopped when TikTok does not say how much it has: anew, and once', async () => {
    const text = unique('Anew');
    Object.assign(rig.server.uploads, { tells: false });
    const run = startRun(rig, rig.post(text, {}, [film(4 * CHUNK)]));
    rig.proxy.fault(({ method }) => method === 'PUT', { kind: 'lose' });
    expect((await run.prepare()).ok).toBe(false);
    const second = restarted(run);
    expect(await second.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable', detail: expect.stringContaining('begins anew') } });
    expect(await second.prepare()).toEqual({ ok: true, value: null });
    expect((await second.commit()).type).toBe('published');
    expect(count(text)).toBe(1);
  });

  it('an upload that has become too old is brought anew, before it was tried', async () => {
    const text = unique('Old');
    const run = await start(text);
    await rig.clock.advance(2 * HOUR);
    expect((await run.commit()).type).toBe('published');
    expect(count(text)).toBe(1);
  });

  it('an upload whose end never arrived, and cannot any more, is brought anew', async () => {
    const text = unique('Never arrived');
    const run = await start(text);
    rig.proxy.fault(isLastChunk, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    await rig.clock.advance(2 * HOUR);
    expect((await run.commit()).type).toBe('published');
    expect(count(text)).toBe(1);
  });

  it('an upload that may be whole is never followed by another one, however old it is', async () => {
    const text = unique('Perhaps whole');
    rig.server.uploads.tells = false;
    rig.server.behave.looks = 100;
    const run = await start(text);
    rig.proxy.fault(isLastChunk, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    await rig.clock.advance(2 * HOUR);
    const before = rig.server.uploads.all.length;
    expect((await run.commit()).type).toBe('processing');
    await rig.clock.advance(2 * DAY);
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect(rig.server.uploads.all).toHaveLength(before);
    expect(count(text)).toBe(1);
  });

  it('a publication that has lost everything it had saved is found by its words, and only absent where a list can say so', async () => {
    const text = unique('Restored');
    const run = await start(text);
    expect((await run.commit()).type).toBe('published');
    const lost = { ...run, saved: {}, outgoing: named(run.outgoing), committedAt: run.committedAt };
    expect(await rig.connector.publish.findPublished(lost)).toMatchObject({ ok: true, value: { type: 'published' } });
    const other = { ...lost, outgoing: named(rig.post(unique('Never sent'))) };
    expect(await rig.connector.publish.findPublished(other)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect(await rig.connector.publish.findPublished({ ...other, byWords: true })).toEqual({ ok: true, value: { type: 'absent' } });
    const hidden = { ...lost, outgoing: named(rig.post(unique('Never sent'), { privacyLevel: 'SELF_ONLY' })) };
    expect(await rig.connector.publish.findPublished({ ...hidden, byWords: true })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});

describe('what TikTok makes of it', () => {
  it('is followed until it is out', async () => {
    const text = unique('Worked on');
    rig.server.behave.looks = 2;
    const run = await start(text);
    const first = await run.commit();
    if (first.type !== 'processing') throw new Error(JSON.stringify(first));
    expect(await rig.connector.publish.check(run, first.ref)).toMatchObject({ type: 'processing', ref: first.ref });
    const post = rig.server.posts.find(({ info }) => info.title === text);
    expect(await rig.connector.publish.check(run, first.ref)).toEqual({ type: 'published', remoteId: post?.id, permalink: `${rig.server.url}/@harrowandclay/video/${post?.id}` });
  });

  it('waits some minutes for the number of a post for everybody, and is out without it after that', async () => {
    rig.server.behave.numbers = false;
    const run = await start(unique('Looked over'));
    const first = await run.commit();
    if (first.type !== 'processing') throw new Error(JSON.stringify(first));
    await rig.clock.advance(5 * MINUTE);
    expect((await rig.connector.publish.check(run, first.ref)).type).toBe('processing');
    await rig.clock.advance(6 * MINUTE);
    expect(await rig.connector.publish.check(run, first.ref)).toEqual({ type: 'published', remoteId: first.ref, permalink: `${rig.server.url}/@harrowandclay` });
  });

  it.each([
    ['file_format_check_failed', 'media-invalid', 'MP4, MOV and WebM'], ['duration_check', 'media-invalid', 'too short or too long'], ['frame_rate_check_failed', 'media-invalid', '23 to 60'],
    ['picture_size_check_failed', 'media-invalid', '360 to 4096'], ['internal', 'other', 'fault of its own'], ['something_new', 'other', 'something_new'],
  ])('%s is said in plain words, and sending it again is another upload', async (reason, means, words) => {
    const text = unique('Failed');
    Object.assign(rig.server.behave, { fail: reason, looks: 1 });
    const run = await start(text);
    const first = await run.commit();
    if (first.type !== 'processing') throw new Error(JSON.stringify(first));
    expect(await rig.connector.publish.check(run, first.ref)).toMatchObject({ type: 'rejected', reason: means, detail: expect.stringContaining(words) });
    Object.assign(rig.server.behave, { fail: null, looks: 0 });
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect((await run.commit()).type).toBe('published');
    expect(count(text)).toBe(1);
  });

  it('a draft takes no words, waits in the app, and is told of as it is', async () => {
    const posts = rig.server.posts.length;
    const run = await start(unique('A draft'), { postMode: 'draft', privacyLevel: '' });
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ remoteId: expect.stringMatching(/^v_inbox_file/), permalink: `${rig.server.url}/@harrowandclay` });
    expect(rig.proxy.seen.map(({ path }) => path.split('?')[0])).toEqual(['/v2/post/publish/inbox/video/init/', '/video/', '/v2/post/publish/status/fetch/']);
    expect(rig.server.posts).toHaveLength(posts);
    expect(await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, run.signal)).toEqual({ ok: true, value: 'live' });
  });

  it('a sixth draft is refused in plain words', async () => {
    rig.server.behave.pendingShares = 0;
    expect(await startRun(rig, rig.post('A draft', { postMode: 'draft' })).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', detail: expect.stringContaining('inbox of the TikTok app') } });
    rig.server.behave.pendingShares = 5;
  });
});

it('keeps to TikTok’s own sizes of chunks, byte for byte', async () => {
  const real = await tiktokRig(null);
  for (const bytes of [4000, 5_242_880, 9_000_000, 10_485_760, 17_000_001]) {
    const text = unique(`${bytes} bytes`);
    const video = film(bytes);
    const run = startRun(real, real.post(text, {}, [video]));
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect((await run.commit()).type).toBe('published');
    const post = real.server.posts.find(({ info }) => info.title === text);
    expect(post?.bytes.equals(await video.readRange(0, bytes))).toBe(true);
  }
  expect(real.server.uploads.all.map(({ pieces }) => pieces.map(({ length }) => length))).toEqual([[4000], [5_242_880], [9_000_000], [5_242_880, 5_242_880], [5_242_880, 5_242_880, 6_514_241]]);
  await real.close();
}, 60_000);

it('sends no byte and no key to a place that is not TikTok’s, and writes the address of an upload into no log', async () => {
  rig.server.behave.outside = 'https://tiktokapis.com.elsewhere.example';
  expect(await startRun(rig, rig.post(unique('Lured'))).prepare()).toMatchObject({ ok: false, error: { type: 'unavailable', detail: expect.stringContaining('none of its own') } });
  rig.server.behave.outside = rig.proxy.url;
  const run = await start(unique('Logged'));
  const outcome = await run.commit();
  const token = rig.server.uploads.all.at(-1)?.token ?? '';
  expect(token).toHaveLength(32);
  expect(JSON.stringify(outcome)).toContain('upload_token=');
  expect(JSON.stringify(outcome)).not.toContain(token);
});

it('sent nothing in all of this that the facts do not name, and asked creator_info before each post', () => {
  expect(rig.server.posts.length).toBeGreaterThan(0);
  expect(rig.server.wrong).toEqual([]);
});
