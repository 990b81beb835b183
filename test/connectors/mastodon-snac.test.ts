import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { startRun, testPicture } from './support/run';
import { login, mastodonOn, must, snacRig } from './support/mastodon-rigs';
import type { SnacRig } from './support/mastodon-rigs';
import { realClock } from './support/real-clock';

// A real server, 2.96 from Debian, fetched on first use (test/support/servers/mastodon).
let rig: SnacRig;
const signal = new AbortController().signal;
const connector = mastodonOn(realClock);
beforeAll(async () => {
  rig = await snacRig();
}, 200_000);
afterAll(() => rig?.close());

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const real = () => ({ connector, session: { ...rig.session, serverUrl: rig.snac.url }, clock: rig.clock });
const runOf = (text: string, options: JsonObject = {}, pictures = 0) => {
  rig.clock.jump(Date.now() - rig.clock.now());
  return startRun(real(), { parts: [{ text, media: Array.from({ length: pictures }, () => testPicture('Ein blauer Punkt 🏺')) }], options, dueAt: Date.now() });
};
const readStatus = async (id: string): Promise<Record<string, unknown>> => {
  const answer = await connector.publish.fetchPost(real().session, id, signal);
  expect(answer).toEqual({ ok: true, value: 'live' });
  const response = await fetch(`${rig.snac.url}/api/v1/statuses/${id}`, { headers: { authorization: `Bearer ${String(rig.session.secret['accessToken'])}`, connection: 'close' } });
  return Object(await response.json());
};

describe('a real server that speaks Mastodon\'s API (snac)', () => {
  it('the login gave who we are, what the server is, and its own limits', async () => {
    const { session } = real();
    expect(session.handle).toBe(`alice@${new URL(rig.snac.url).host}`);
    expect(session.secret['software']).toBe('other');
    // From v1 of the instance: snac has no v2.
    expect(session.limits).toMatchObject({ maxCharacters: 100_000, charactersPerUrl: 32, maxMedia: 4, imageSizeLimit: 16_777_216, descriptionLimit: null });
    expect(session.limits?.mimeTypes).toContain('image/png');
    expect(must(await connector.account.profile(session, signal))).toMatchObject({ displayName: 'alice', followers: 0 });
  });

  it('a login that the person gives up at snac\'s page is cancelled', async () => {
    const stop = new AbortController();
    const result = await login(connector, rig.snac.url, async (url) => {
      const page = await fetch(url, { headers: { connection: 'close' } });
      expect(page.status).toBe(200);
      stop.abort();
    }, stop.signal);
    expect(result).toEqual({ ok: false, error: { type: 'cancelled' } });
  });

  it('changes words, warning and alt text of what is out', async () => {
    const text = unique('Raku on Fryday');
    const run = runOf(text, {}, 1);
    must(await run.prepare());
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    const post = (words: string, alt: string, options: JsonObject = {}) => ({ parts: [{ text: words, alts: [alt] }], options });
    const change = { session: real().session, remoteId: outcome.remoteId, before: post(text, 'Ein blauer Punkt 🏺'), after: post(`${text}, no: Friday`, 'A bowl', { contentWarning: 'Fire' }), saved: run.saved, signal };
    expect(await connector.edit?.apply(change)).toEqual({ ok: true, value: null });
    const status = await readStatus(outcome.remoteId);
    expect(status).toMatchObject({ text: `${text}, no: Friday`, spoiler_text: 'Fire' });
    expect(status['media_attachments']).toMatchObject([{ description: 'A bowl' }]);
  });

  it('publishes text, picture, alt text, warning, visibility and language', async () => {
    const text = unique('Raku <firing> & *smoke* @bob https://example.com/a?b=c&d=é #töpfern 👩‍🎨\n\nשלום');
    const run = runOf(text, { visibility: 'unlisted', contentWarning: 'Fire', language: 'de' }, 2);
    must(await run.prepare());
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    const status = await readStatus(outcome.remoteId);
    expect(status).toMatchObject({ visibility: 'unlisted', spoiler_text: 'Fire', sensitive: true, text });
    expect(status['media_attachments']).toMatchObject([{ description: 'Ein blauer Punkt 🏺' }, { description: 'Ein blauer Punkt 🏺' }]);
    // Found again by its words alone, although snac writes its HTML quite differently from Mastodon.
    expect(await connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt })).toEqual({ ok: true, value: { type: 'published', remoteId: outcome.remoteId, permalink: outcome.permalink } });
  });

  it('gets no poll: it speaks of them, and would publish the words without one', async () => {
    expect(real().session.limits).toMatchObject({ takesPolls: false, maxPollChoices: 8 });
    const run = runOf(unique('A vote'), { pollChoice1: 'a', pollChoice2: 'b' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'invalid' } });
    expect((await run.commit()).type).toBe('rejected');
    expect(await connector.publish.findPublished({ ...run, committedAt: Date.now() })).toEqual({ ok: true, value: { type: 'absent' } });
    const answer = await fetch(`${rig.snac.url}/api/v1/statuses`, {
      method: 'POST', headers: { authorization: `Bearer ${String(rig.session.secret['accessToken'])}`, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ status: unique('Asked directly'), poll: { options: ['a', 'b'], expires_in: 3600 } }),
    });
    expect(Object(await answer.json())).toMatchObject({ poll: null });
  });

  it.each(['private', 'direct'])('a %s post is found although snac does not list it, and one that is not there is never called absent', async (visibility) => {
    const run = runOf(unique('Not for everybody @bob'), { visibility });
    expect((await run.commit()).type).toBe('published');
    expect(await connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt })).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await connector.publish.findPublished(runOf(unique('Never sent'), { visibility }))).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('never trusts the idempotency key: snac makes a second post', async () => {
    const text = unique('Twice');
    const run = runOf(text);
    await run.commit();
    await connector.publish.commit({ ...run, saved: {} });
    expect(await rig.countPosts(text)).toBe(2);
    expect(connector.publish.replaySafeUntil(Date.now(), real().session, { 'not-before': Date.now() })).toBeNull();
  });

  it('never sends scheduled_at, which snac answers by publishing at once', async () => {
    const text = unique('Tomorrow');
    const run = runOf(text);
    expect(await connector.nativeSchedule?.schedule({ ...run, outgoing: { ...run.outgoing, dueAt: Date.now() + 3_600_000 } })).toMatchObject({ type: 'rejected', reason: 'other' });
    expect(await rig.countPosts(text)).toBe(0);
  });

  it('a thread hangs together', async () => {
    const words = [unique('One'), unique('Two'), unique('Three')];
    const run = startRun(real(), { parts: words.map((text) => ({ text, media: [] })), options: {}, dueAt: Date.now() });
    const outcome = await run.commit();
    expect(outcome.type).toBe('published');
    const ids = [0, 1, 2].map((p) => Object(run.saved[`part:${p}`]).id as string);
    expect((await readStatus(ids[1] ?? ''))['in_reply_to_id']).toBe(ids[0]);
    expect((await readStatus(ids[2] ?? ''))['in_reply_to_id']).toBe(ids[1]);
  });

  it('brings the answer of another person, and counts it', async () => {
    const run = runOf(unique('Which glaze, @bob?'));
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    const before = must((await connector.inbox?.list(real().session, null, signal)) ?? { ok: false, error: 'no port' });
    const words = unique('@alice the blue one');
    const bobs = { authorization: `Bearer ${String(rig.bob.secret['accessToken'])}`, connection: 'close', 'content-type': 'application/json' };
    await fetch(`${rig.snac.url}/api/v1/accounts/${rig.session.remoteId}/follow`, { method: 'POST', headers: bobs });
    // A post made known to bob's side of the server before he can answer it.
    await fetch(`${rig.snac.url}/api/v1/accounts/${rig.session.remoteId}/statuses`, { headers: bobs });
    const sent = await fetch(`${rig.snac.url}/api/v1/statuses`, { method: 'POST', headers: bobs, body: JSON.stringify({ status: words, in_reply_to_id: outcome.remoteId, visibility: 'public' }) });
    expect(sent.status).toBe(200);
    const arrived = async () => must((await connector.inbox?.list(real().session, before.cursor, signal)) ?? { ok: false, error: 'no port' }).items.find((item) => item.text.includes(words.slice(-8)));
    await expect.poll(arrived, { timeout: 60_000 }).toMatchObject({ kind: 'comment', authorHandle: expect.stringContaining('bob') });
    const counts = must((await connector.metrics?.posts(real().session, [outcome.remoteId], signal)) ?? { ok: false, error: 'no port' });
    expect(counts.get(outcome.remoteId)).toMatchObject({ replies: 1, likes: 0, quotes: null });
  }, 180_000);

  it('a revoked token asks for a new login', async () => {
    const { session } = real();
    await connector.account.revoke?.(session, signal);
    expect(await connector.account.profile(session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    const run = runOf(unique('After'));
    expect((await run.commit()).type).toBe('reauth');
  });
});
