import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import type { Allowance } from '#core/networks';
import { CHUNK, film, youtubeRig, type YoutubeRig } from '#test/networks/youtube/rig';
import { outgoingVideo } from '#test/support/outgoing';
import { createDiscoveryCheck, discoveryPresent } from './support/google-discovery';
import { startRun, testPicture } from './support/run';
import { settled } from './support/settled';

let rig: YoutubeRig;
const { signal } = new AbortController();
const CAPTIONS = '1\n00:00:00,000 --> 00:00:02,000\nThe kiln is opened.\n';
beforeEach(async () => { rig = await youtubeRig(); });
afterEach(() => rig.close());

async function publish(outgoing: ReturnType<YoutubeRig['post']>) {
  const run = startRun(rig, outgoing);
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  const outcome = await run.commit();
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe('YouTube', () => {
  it('publishes a video with everything that goes with it', async () => {
    const bytes = randomBytes(CHUNK * 2 + 77);
    const options = {
      privacy: 'unlisted', madeForKids: 'yes', category: 'howto', tags: 'kiln, ash glaze,#stoneware,kiln', playlist: 'PLkilns', language: 'en', captions: CAPTIONS, syntheticMedia: true, notifySubscribers: false,
    };
    const { remoteId } = await publish(rig.post('Three days of firing', options, [outgoingVideo(bytes), testPicture()]));
    const [made] = rig.server.videos;
    expect(made).toMatchObject({
      id: remoteId, mime: 'video/mp4', notify: false, thumbnail: { mime: 'image/png' },
      snippet: { title: 'Opening the kiln', description: 'Three days of firing', categoryId: '26', tags: ['kiln', 'ash glaze', 'stoneware'], defaultLanguage: 'en', defaultAudioLanguage: 'en' },
      status: { privacyStatus: 'unlisted', selfDeclaredMadeForKids: true, containsSyntheticMedia: true, license: 'youtube', embeddable: true },
    });
    expect(made?.bytes.equals(bytes)).toBe(true);
    expect(rig.server.placed).toEqual([{ playlistId: 'PLkilns', videoId: remoteId }]);
    expect(rig.server.captions).toMatchObject([{ videoId: remoteId, language: 'en', file: CAPTIONS }]);
    // One address, three pieces, and nothing else of the video.
    expect(rig.proxy.seen.filter(({ method, path }) => method === 'PUT' && path.startsWith('/upload/'))).toHaveLength(3);
  });

  it.each([
    ['no title', { title: ' ' }, /title/], ['no choice about kids', { madeForKids: '' }, /kids/], ['captions without a language', { captions: CAPTIONS }, /language/],
    ['a tag with an angle', { tags: '<b>' }, /tags/], ['too many tags', { tags: Array.from({ length: 60 }, (_, n) => `tag number ${n}`).join(',') }, /tags/],
  ])('refuses %s before anything is sent', async (_name, options, words) => {
    await rig.proxy.reset();
    expect(await startRun(rig, rig.post('Words', options)).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', detail: expect.stringMatching(words) } });
    expect(rig.proxy.seen).toHaveLength(0);
  });

  it('refuses media that are not one video and at most one picture, and angles in the description', async () => {
    const refused = async (outgoing: ReturnType<YoutubeRig['post']>) => expect(await startRun(rig, outgoing).prepare()).toMatchObject({ ok: false, error: { type: 'rejected' } });
    await refused(rig.post('Words', {}, [testPicture()]));
    await refused(rig.post('Words', {}, [film(), film()]));
    await refused(rig.post('Words', {}, [film(), testPicture(), testPicture()]));
    await refused(rig.post('a < b'));
    expect(rig.server.uploads.begun()).toBe(0);
  });

  it('sends again what YouTube has not kept of a piece, and begins anew what it has thrown away', async () => {
    const bytes = randomBytes(CHUNK * 2 + 5);
    rig.server.uploads.keeps = 300_000;
    await publish(rig.post('In small bites', {}, [outgoingVideo(bytes)]));
    expect(rig.server.videos[0]?.bytes.equals(bytes)).toBe(true);
    const run = startRun(rig, rig.post('Thrown away', {}, [outgoingVideo(bytes)]));
    let pieces = 0;
    rig.proxy.fault(({ method, path }) => method === 'PUT' && path.startsWith('/upload/') && (pieces += 1) === 2, { kind: 'reset' });
    const broken = await run.prepare();
    expect(broken).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    // Where the upload goes on is as good as a key, and no log says it.
    expect(run.saved['upload']).toMatchObject({ id: null, address: expect.stringContaining('upload_id=') });
    const key = new URL(String(Object(run.saved['upload']).address)).searchParams.get('upload_id') ?? '';
    expect(key.length).toBeGreaterThan(20);
    expect(JSON.stringify(broken)).not.toContain(key);
    rig.server.uploads.forget();
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect(rig.server.videos.filter(({ snippet }) => snippet['description'] === 'Thrown away')).toHaveLength(1);
  });

  it('sends its token and its bytes to no other address than Google’s', async () => {
    rig.server.behave.outside = 'https://googleapis.com.elsewhere.example';
    const run = startRun(rig, rig.post('Led astray'));
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable', detail: expect.stringContaining('where to upload') } });
    expect(run.saved).not.toHaveProperty('upload');
  });

  it('waits until YouTube has worked on it, and says what it could not use', async () => {
    rig.server.behave.looks = 3;
    const run = startRun(rig, rig.post('Slow to cook'));
    expect(await settled(rig.clock, run.prepare())).toEqual({ ok: true, value: null });
    rig.server.behave.fate = { uploadStatus: 'rejected', rejectionReason: 'duplicate' };
    rig.server.behave.looks = 0;
    expect(await startRun(rig, rig.post('Seen before')).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'duplicate' } });
    rig.server.behave.fate = { uploadStatus: 'failed', failureReason: 'codec' };
    expect(await startRun(rig, rig.post('No film')).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('codec') } });
  });

  it('says plainly that a project without an audit keeps videos private, and takes Private', async () => {
    rig.server.behave.audited = false;
    const run = startRun(rig, rig.post('Locked'));
    await run.prepare();
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason: 'forbidden', detail: expect.stringContaining('audit') });
    expect(run.saved).not.toHaveProperty('part:0');
    await publish(rig.post('Mine alone', { privacy: 'private' }));
  });

  it('says what of the extras was refused, and goes on with the same video', async () => {
    rig.server.behave.mayThumbnail = false;
    const run = startRun(rig, rig.post('With a picture', { playlist: 'PLglazes' }, [film(), testPicture()]));
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden', detail: expect.stringContaining('telephone') } });
    rig.server.behave.mayThumbnail = true;
    const before = rig.server.uploads.begun();
    rig.proxy.fault(({ method, path }) => method === 'POST' && path.includes('/playlistItems'), { kind: 'lose' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect(rig.server.uploads.begun()).toBe(before);
    expect(rig.server.placed).toHaveLength(1);
    expect(await startRun(rig, rig.post('Words', { playlist: 'PLgone' })).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', detail: expect.stringContaining('playlist') } });
  });

  it('uploads anew what somebody deleted before it was out', async () => {
    const run = startRun(rig, rig.post('Deleted by hand'));
    await run.prepare();
    rig.server.drop(rig.server.videos[0]?.id ?? '');
    expect(await run.commit()).toMatchObject({ type: 'unavailable' });
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect(await run.commit()).toMatchObject({ type: 'published' });
  });

  it('does not take for absent what it cannot tell apart', async () => {
    const run = startRun(rig, rig.post('The same words'));
    const forgotten = () => rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: rig.clock.now(), byWords: true });
    expect(await forgotten()).toMatchObject({ ok: true, value: { type: 'absent' } });
    rig.server.plant('Opening the kiln', 'The same words', { privacyStatus: 'public' }, rig.clock.now() - DAY);
    expect(await forgotten()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('counts the quota, over renewals and another session, and waits for midnight in California once it is used up', async () => {
    const told: Allowance[] = [];
    const session = { ...rig.session, get secret() { return rig.session.secret; }, told: (allowance: Allowance) => { told.push(allowance); } };
    const run = startRun({ ...rig, session }, rig.post('Counted'));
    await run.prepare();
    await run.commit();
    const last = (unit: Allowance['unit']) => told.findLast((one) => one.unit === unit);
    expect(last('posts')).toMatchObject({ limit: 100, left: 99 });
    // One look, and the update.
    expect(last('points')).toMatchObject({ limit: 10_000, left: 9949 });
    const resets = last('posts')?.resetsAt ?? 0;
    expect(new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'short' }).format(resets)).toBe('00:00');
    expect(resets - rig.clock.now()).toBeLessThanOrEqual(25 * HOUR);
    expect(rig.session.secret).toMatchObject({ used: { uploads: 1, units: 51 } });
    rig.server.behave.refuse = { path: '/videos', status: 403, reason: 'quotaExceeded' };
    expect(await startRun({ ...rig, session }, rig.post('One too many')).prepare()).toMatchObject({ ok: false, error: { type: 'rate-limited', retryAt: resets } });
    expect(last('posts')).toMatchObject({ left: 0 });
    await rig.clock.advance(resets - rig.clock.now());
    await rig.connector.account.profile(session, signal);
    expect(last('points')).toMatchObject({ left: 9999 });
    expect(last('posts')).toMatchObject({ left: 100 });
  });

  it('reads numbers and comments, lists and makes playlists', async () => {
    const { remoteId } = await publish(rig.post('Watched'));
    expect(await rig.connector.metrics?.posts(rig.session, [remoteId, 'gone-gone-1'], signal)).toEqual({ ok: true, value: new Map([[remoteId, { likes: 7, reposts: null, replies: 2, quotes: null, views: 120 }]]) });
    const at = rig.clock.now();
    const own = { id: rig.server.channel.id, name: '@keramikstudio' };
    const guest = { id: 'UCguest', name: '@guest' };
    rig.server.comments.push({ id: 'c1', videoId: remoteId, author: guest, text: 'Which cone?', at, replies: [{ id: 'c1.r1', videoId: remoteId, author: own, text: 'Ten', at: at + 1000, replies: [] }] });
    const first = await rig.connector.inbox?.list(rig.session, null, signal);
    expect(first).toMatchObject({ ok: true, value: { items: [{ remoteId: 'c1', kind: 'comment', postRemoteId: remoteId, authorHandle: 'guest', text: 'Which cone?', at }] } });
    const cursor = first?.ok === true ? first.value.cursor : null;
    expect(await rig.connector.inbox?.list(rig.session, cursor, signal)).toMatchObject({ ok: true, value: { items: [], cursor } });
    expect(await rig.connector.destinations?.list(rig.session, null, signal)).toEqual({ ok: true, value: [{ id: 'PLglazes', name: 'Glazes' }, { id: 'PLkilns', name: 'Kilns' }] });
    expect(await rig.connector.destinations?.create(rig.session, null, 'Workshops', signal)).toMatchObject({ ok: true, value: { name: 'Workshops' } });
  });

  it('knows its addresses', () => {
    const at = (address: string) => rig.connector.publish.postAt(rig.session, new URL(address))?.remoteId ?? null;
    for (const address of ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3', 'https://m.youtube.com/shorts/dQw4w9WgXcQ', 'https://youtube.com/live/dQw4w9WgXcQ?x=1']) expect(at(address), address).toBe('dQw4w9WgXcQ');
    for (const address of ['https://www.youtube.com/@keramikstudio', 'https://www.youtube.com/watch', 'https://music.example/watch?v=dQw4w9WgXcQ']) expect(at(address), address).toBeNull();
  });

  it.skipIf(!discoveryPresent)('says nothing that is not in Google’s discovery document (not run: the document is not beside the repository)', async () => {
    const check = createDiscoveryCheck();
    const options = { tags: 'kiln', playlist: 'PLkilns', language: 'en', captions: CAPTIONS };
    const { remoteId } = await publish(rig.post('By the book', options, [film(CHUNK + 9), testPicture()]));
    const run = startRun(rig, { ...rig.post('Later'), dueAt: rig.clock.now() + DAY });
    await run.prepare();
    const held = await rig.connector.nativeSchedule?.schedule(run);
    const ref = held?.type === 'processing' ? held.ref : '';
    expect(await rig.connector.nativeSchedule?.reschedule(rig.session, ref, rig.clock.now() + 2 * DAY, signal)).toEqual({ ok: true, value: null });
    await rig.connector.nativeSchedule?.held(run);
    await rig.connector.nativeSchedule?.cancel(rig.session, ref, signal);
    rig.proxy.fault(({ path }) => path.includes('/captions'), { kind: 'lose' });
    const again = startRun(rig, rig.post('Captions twice', options));
    await again.prepare();
    await again.prepare();
    await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: rig.clock.now() });
    rig.server.comments.push({ id: 'c1', videoId: remoteId, author: { id: 'UCguest', name: '@guest' }, text: 'Nice', at: rig.clock.now(), replies: [] });
    await rig.connector.inbox?.list(rig.session, null, signal);
    await rig.connector.metrics?.posts(rig.session, [remoteId], signal);
    await rig.connector.destinations?.list(rig.session, null, signal);
    await rig.connector.destinations?.create(rig.session, null, 'New', signal);
    await rig.connector.publish.remove(rig.session, remoteId, signal);
    expect(rig.proxy.seen.flatMap(check)).toEqual([]);
    expect(new Set(rig.proxy.seen.map(({ method, path }) => `${method} ${new URL(path, 'http://x').pathname}`)).size).toBe(14);
  });
});
