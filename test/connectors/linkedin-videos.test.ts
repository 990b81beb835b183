import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { HOUR } from '#core/clock';
import { outgoingVideo } from '#test/support/outgoing';
import { type LinkedinRig, linkedinRig } from './support/linkedin-rig';
import { must } from './support/mastodon-rigs';
import { unique } from './support/mastodon-cases';
import { type Run, startRun, testPicture } from './support/run';
import { settled } from './support/settled';

let rig: LinkedinRig;
beforeAll(async () => { rig = await linkedinRig(); });
afterAll(() => rig.close());
afterEach(async () => {
  await rig.proxy.reset();
  Object.assign(rig.server.settings, { processingLooks: 0, processingFails: false, mayReadImages: true, uploadHost: rig.proxy.url });
});
const bytes = Uint8Array.from({ length: 2_500_000 }, (_, n) => (n * 31) % 251);
const film = () => outgoingVideo(bytes, { alt: 'A kiln is opened' });
const runOf = (text: string, media = [film()]): Run => startRun(rig, { parts: [{ text, media }], options: {}, dueAt: rig.clock.now() });
const drive = <T>(promise: Promise<T>): Promise<T> => settled(rig.clock, promise);
const calls = (): readonly string[] => rig.proxy.seen.map(({ method, path }) => (method === 'PUT' ? 'PUT' : `${method} ${path.split('/').slice(0, 3).join('/')}`));

it('sends a video in LinkedIn’s parts, names each by its ETag, and waits until it is worked on', async () => {
  rig.server.settings.processingLooks = 2;
  const text = unique('The kiln opens');
  const run = runOf(text);
  must(await drive(run.prepare()));
  expect(calls()).toEqual(['POST /rest/videos?action=initializeUpload', 'PUT', 'PUT', 'PUT', 'POST /rest/videos?action=finalizeUpload', 'GET /rest/videos', 'GET /rest/videos', 'GET /rest/videos']);
  expect((await run.commit()).type).toBe('published');
  const upload = rig.server.uploads.at(-1);
  expect(upload?.whole?.equals(bytes)).toBe(true);
  // Words for people who cannot see it are for pictures.
  expect(rig.server.posts.find((post) => post.text === text)?.request.content).toEqual({ media: { id: upload?.urn } });
});

it('goes on with the part where it stopped, also in another run, and sends none twice', async () => {
  const run = runOf(unique('Interrupted'));
  let puts = 0;
  rig.proxy.fault((r) => r.method === 'PUT' && (puts += 1) === 2, { kind: 'reset' });
  expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  const later = { ...runOf(''), ...run, saved: JSON.parse(JSON.stringify(run.saved)) };
  must(await rig.connector.publish.prepare(later));
  expect(rig.proxy.seen.filter((r) => r.method === 'PUT').map(({ body }) => body.length)).toEqual([1_048_576, 1_048_576, 1_048_576, 2_500_000 - 2 * 1_048_576]);
  expect(rig.server.uploads.at(-1)?.whole?.equals(bytes)).toBe(true);
});

it('asks for new addresses when the old ones have ended, or say no', async () => {
  const run = runOf(unique('Too late'));
  let puts = 0;
  rig.proxy.fault((r) => r.method === 'PUT' && (puts += 1) === 3, { kind: 'reset' });
  expect((await run.prepare()).ok).toBe(false);
  await rig.clock.advance(4 * HOUR);
  must(await run.prepare());
  expect(calls().filter((call) => call.includes('initializeUpload'))).toHaveLength(2);
  for (const status of [401, 403, 404]) {
    const other = runOf(unique(`Refused part ${status}`));
    rig.proxy.fault((r) => r.method === 'PUT', { kind: 'answer', status, body: 'Request has expired' });
    expect(await other.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(Object.values(other.saved)).toEqual([null]);
    must(await other.prepare());
    expect((await other.commit()).type).toBe('published');
  }
});

it('a film that LinkedIn cannot use is rejected and sent anew; an app that may not look goes on', async () => {
  rig.server.settings.processingFails = true;
  const run = runOf(unique('Broken'));
  expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
  expect((await run.commit()).type).toBe('unavailable');
  Object.assign(rig.server.settings, { processingFails: false, mayReadImages: false });
  must(await run.prepare());
  expect((await run.commit()).type).toBe('published');
});

it('stands alone, and its addresses are LinkedIn’s, or nothing is sent to them', async () => {
  expect(await runOf(unique('Both'), [film(), testPicture()]).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
  expect(rig.proxy.seen).toEqual([]);
  rig.server.settings.uploadHost = 'https://linkedin.com.evil.example';
  expect(await runOf(unique('Elsewhere')).prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  expect(calls()).toEqual(['POST /rest/videos?action=initializeUpload']);
});

it('a disk that no longer gives the file says so', async () => {
  const gone = outgoingVideo(bytes, { readRange: () => Promise.reject(new Error('EIO')) });
  expect(await runOf(unique('Gone'), [gone]).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
});

it('asked nothing in all these cases that LinkedIn does not know', () => { expect(rig.server.problems).toEqual([]); });
