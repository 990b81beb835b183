import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { mentionsIn } from '#test/networks/linkedin/requests';
import { outgoingPicture, outgoingVideo } from '#test/support/outgoing';
import { type LinkedinRig, linkedinRig } from './support/linkedin-rig';
import { must } from './support/mastodon-rigs';
import { unique } from './support/mastodon-cases';
import { type Run, startRun, testPicture } from './support/run';

let rig: LinkedinRig;
const { signal } = new AbortController();
beforeAll(async () => { rig = await linkedinRig(); });
afterAll(() => rig.close());
afterEach(() => rig.proxy.reset());
const runOf = (text: string, options: JsonObject = {}, media: readonly OutgoingMedia[] = []): Run => startRun(rig, { parts: [{ text, media }], options, dueAt: rig.clock.now() });

it('changes the words of a post that is out, its hashtags too, and does it again without harm', async () => {
  const run = runOf(unique('Opn'), {}, [testPicture()]);
  must(await run.prepare());
  const made = await run.commit();
  if (made.type !== 'published') throw new Error(JSON.stringify(made));
  const text = unique('Open (really) #clay');
  const post = (words: string) => ({ parts: [{ text: words, alts: [''] }], options: {} });
  const context = { session: rig.session, remoteId: made.remoteId, saved: {}, signal, before: post('Opn'), after: post(text) };
  for (const again of [1, 2]) expect(await rig.connector.edit?.apply(context), String(again)).toEqual({ ok: true, value: null });
  expect(await rig.countPosts(text)).toBe(1);
  rig.proxy.fault(() => true, { kind: 'lose' });
  expect(await rig.connector.edit?.apply(context)).toMatchObject({ ok: false, error: { type: 'unknown' } });
  expect(await rig.connector.edit?.apply({ ...context, remoteId: 'urn:li:activity:1' })).toMatchObject({ ok: false, error: { type: 'rejected' } });
});

it('mentions whom the text names by URN, an organisation or a member, and nobody by a name alone', async () => {
  const text = unique('With @[Kiln (Street)](urn:li:organization:5515715), @[Ana Harrow](urn:li:person:q7Xk_2aB-9) and @bob');
  expect((await runOf(text).commit()).type).toBe('published');
  const post = rig.server.posts.at(-1);
  expect(mentionsIn(post?.request.commentary ?? '')).toEqual(['urn:li:organization:5515715', 'urn:li:person:q7Xk_2aB-9']);
  expect(post?.text).toMatch(/^With Kiln \(Street\), Ana Harrow and @bob/);
});

const poll = { pollQuestion: 'Which glaze?', pollChoice1: 'Ash', pollChoice2: 'Celadon', pollChoice3: 'Tenmoku', pollLength: '3 days' };
it('sends a poll, without a card for its link, and in a post of words alone', async () => {
  const text = unique('Vote at https://harrowandclay.example/glazes');
  const run = runOf(text, poll);
  must(await run.prepare());
  expect((await run.commit()).type).toBe('published');
  expect(rig.server.posts.find((post) => post.text === text)?.request.content).toEqual({ poll: { question: 'Which glaze?', options: [{ text: 'Ash' }, { text: 'Celadon' }, { text: 'Tenmoku' }], settings: { duration: 'THREE_DAYS' } } });
  await rig.proxy.reset();
  const both = runOf(unique('Both'), poll, [testPicture()]);
  expect(await both.prepare()).toMatchObject({ ok: false, error: { type: 'rejected' } });
  expect(await both.commit()).toMatchObject({ type: 'rejected', detail: expect.stringContaining('not both') });
  expect(rig.proxy.seen).toEqual([]);
});

it.each<[string, JsonObject]>([
  ['no question', { pollChoice1: 'Ash', pollChoice2: 'Celadon' }], ['one choice', { pollQuestion: 'Which?', pollChoice1: 'Ash' }], ['a question alone', { pollQuestion: 'Which?' }],
  ['a choice that is too long', { ...poll, pollChoice2: 'x'.repeat(31) }], ['a question that is too long', { ...poll, pollQuestion: 'x'.repeat(141) }], ['a length that is not offered', { ...poll, pollLength: '30 days' }],
])('a poll with %s is refused', async (_name, options) => {
  expect(await runOf(unique('Poll'), options).commit()).toMatchObject({ type: 'rejected', reason: 'invalid' });
});

const jpeg = async (alt: string, width: number, height: number): Promise<OutgoingMedia> =>
  outgoingPicture(new Uint8Array(await sharp({ create: { width, height, channels: 3, background: '#6E7874' } }).jpeg().toBuffer()), { alt, mime: 'image/jpeg', width, height });

it('sends pictures as one document: a PDF with a page for each, in its shape, and a title', async () => {
  const text = unique('Four steps to a glaze');
  const run = runOf(`${text}\nSwipe`, { sendAs: 'document' }, [await jpeg('One', 40, 50), await jpeg('Two', 60, 30)]);
  must(await run.prepare());
  must(await run.prepare());
  expect(rig.proxy.seen.filter(({ method }) => method !== 'GET').map(({ method, path }) => (method === 'PUT' ? method : `${method} ${path}`))).toEqual(['POST /rest/documents?action=initializeUpload', 'PUT']);
  expect((await run.commit()).type).toBe('published');
  const upload = rig.server.uploads.at(-1);
  expect(rig.server.posts.at(-1)?.request.content).toEqual({ media: { id: upload?.urn, title: text } });
  const pdf = upload?.whole?.toString('latin1') ?? '';
  expect(pdf.startsWith('%PDF-1.4')).toBe(true);
  expect([...pdf.matchAll(/\/MediaBox \[0 0 (\d+) (\d+)\]/g)].map(([, w, h]) => [w, h])).toEqual([['40', '50'], ['60', '30']]);
  // Every entry of the table leads to its object, and the end to the table.
  const table = Number(/startxref\n(\d+)\n%%EOF/.exec(pdf)?.[1]);
  expect(pdf.slice(table, table + 5)).toBe('xref\n');
  const entries = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
  expect(entries.map((at, n) => pdf.slice(at).startsWith(`${n + 1} 0 obj\n`))).toEqual(Array.from({ length: 8 }, () => true));
});

it('gives a document the title that was typed, and refuses what cannot be a page', async () => {
  const titled = runOf(unique('Titled'), { sendAs: 'document', documentTitle: 'Glazes' }, [await jpeg('', 20, 20)]);
  must(await titled.prepare());
  expect((await titled.commit()).type).toBe('published');
  expect(rig.server.posts.at(-1)?.request.content).toMatchObject({ media: { title: 'Glazes' } });
  await rig.proxy.reset();
  expect(await runOf(unique('PNG'), { sendAs: 'document' }, [testPicture()]).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('picture 1') } });
  expect(await runOf(unique('Film'), { sendAs: 'document' }, [outgoingVideo(new Uint8Array(100_000))]).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
  expect(rig.proxy.seen).toEqual([]);
});

it('asked nothing in all these cases that LinkedIn does not know', () => { expect(rig.server.problems).toEqual([]); });
