import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { linkedinShown } from '#core/text';
import { API_VERSION } from '#electron/connectors/linkedin/bases';
import { toLittleText } from '#electron/connectors/linkedin/little-text';
import { hashtagsIn, readLittleText } from '#test/networks/linkedin/requests';
import { turn } from '#test/support/fake-clock';
import { browse, linkedinOn, type LinkedinRig, linkedinRig, logIn, pasteToken } from './support/linkedin-rig';
import { must } from './support/mastodon-rigs';
import { type Run, startRun, testPicture } from './support/run';
import { unique } from './support/mastodon-cases';
import { settled } from './support/settled';

let rig: LinkedinRig;
beforeAll(async () => { rig = await linkedinRig(); });
afterAll(() => rig.close());
afterEach(async () => {
  await rig.proxy.reset();
  Object.assign(rig.server.settings, { processingLooks: 0, processingFails: false, mayReadImages: true, callsLeft: null, namesActivity: false, uploadHost: rig.proxy.url });
  rig.server.login.consent = 'agrees';
});

const runOf = (text: string, options: JsonObject = {}, media: readonly OutgoingMedia[] = []): Run =>
  startRun(rig, { parts: [{ text, media }], options, dueAt: rig.clock.now() });
const sent = (text: string) => rig.server.posts.find((post) => post.text === text)?.request;
const drive = <T>(promise: Promise<T>): Promise<T> => settled(rig.clock, promise);
const { signal } = new AbortController();

describe('little text', () => {
  it('shows every text letter by letter, its hashtags as hashtags and whom it names by URN by name', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'|{}@[]()<>#\\*_~ab 1\n', '#kiln', '@[Ana](urn:li:person:1)', 'https://a.example/b_(c)', '🦊'), maxLength: 60 });
    fc.assert(fc.property(fc.oneof(odd, fc.string({ unit: 'grapheme' })), (text) => { expect(readLittleText(toLittleText(text))).toBe(linkedinShown(text)); }), { numRuns: 500 });
  });

  it.each([
    ['plain words', 'plain words'], ['#clay and #my_kiln', '#clay and #my\\_kiln'], ['# alone, a#b', '\\# alone, a\\#b'], ['@ana (studio)', '\\@ana \\(studio\\)'],
    ['2 * 3 < 7 | a_b ~ \\', '2 \\* 3 \\< 7 \\| a\\_b \\~ \\\\'], ['https://a.example/x_(y)#z', 'https://a.example/x\\_\\(y\\)\\#z'], ['{hashtag|x|y}', '\\{hashtag\\|x\\|y\\}'],
  ])('%j becomes %j', (text, expected) => expect(toLittleText(text)).toBe(expected));

  it('leaves a hashtag a hashtag', () => expect(hashtagsIn(toLittleText('New #clay, #my_kiln and a#b'))).toEqual(['clay', 'my_kiln']));
});

describe('login', () => {
  it('in the browser, with keys of the person’s own app, on the registered redirect', async () => {
    const connected = must(await logIn(linkedinOn(rig.clock, rig.proxy.url), rig.server));
    expect(connected).toMatchObject({
      serverUrl: rig.proxy.url, expiresAt: rig.clock.now() + 60 * DAY, scopes: ['openid', 'profile', 'w_member_social'], missingScopes: [],
      profile: { remoteId: 'urn:li:person:q7Xk_2aB-9', handle: 'Ana Harrow', displayName: 'Ana Harrow' }, secret: { refreshToken: null },
    });
  });

  it('a person who says no, or cancels; wrong keys; a redirect that is not registered', async () => {
    rig.server.login.consent = 'refuses';
    expect(await logIn(rig.connector, rig.server)).toEqual({ ok: false, error: { type: 'denied' } });
    rig.server.login.consent = 'agrees';
    const stop = new AbortController();
    expect(await logIn(rig.connector, rig.server, {}, () => stop.abort(), stop.signal)).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect(await logIn(rig.connector, rig.server, { clientSecret: 'WPL_AP1.wrong' })).toMatchObject({ ok: false, error: { type: 'server-lied', detail: expect.stringContaining('invalid_client') } });
    const wrong = new AbortController();
    const shown: (number | null)[] = [];
    const waiting = logIn(rig.connector, rig.server, { clientId: '86other' }, async (url) => { shown.push(await browse(url)); wrong.abort(); }, wrong.signal);
    expect(await waiting).toMatchObject({ ok: false, error: { type: 'cancelled' } });
    expect(shown).toEqual([400]);
  });

  it.each([['clientId', 'with space'], ['clientSecret', 'ä'.repeat(8)], ['port', '80'], ['port', '99999'], ['port', 'x']])('the field %s does not take %j', async (field, value) => {
    expect(await logIn(rig.connector, rig.server, { [field]: value })).toEqual({ ok: false, error: { type: 'bad-input', field } });
  });

  it('with a token made on LinkedIn’s page; one that may not say whose it is, or is none, is not taken', async () => {
    expect(must(await pasteToken(rig.connector, ` ${rig.server.makeToken()} `))).toMatchObject({ profile: { handle: 'Ana Harrow' }, expiresAt: rig.clock.now() + 60 * DAY });
    for (const token of ['short', `AQX${'x'.repeat(40)}`]) expect(await pasteToken(rig.connector, token)).toEqual({ ok: false, error: { type: 'bad-input', field: 'token' } });
    rig.proxy.fault(() => true, { kind: 'answer', status: 503, body: '' });
    expect(await pasteToken(rig.connector, rig.server.makeToken())).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });
});

describe('publishing', () => {
  it('sends what the options say', async () => {
    const text = unique('Open on Friday (bring @bob) #clay');
    const run = runOf(text, { visibility: 'connections', allowReposts: false });
    must(await run.prepare());
    const outcome = await run.commit();
    expect(outcome).toMatchObject({ type: 'published', remoteId: expect.stringMatching(/^urn:li:share:\d+$/), answer: { status: 201, request: 'POST /rest/posts' } });
    if (outcome.type === 'published') expect(outcome.permalink).toBe(`${rig.proxy.url}/feed/update/${outcome.remoteId}/`);
    expect(sent(text)).toMatchObject({ visibility: 'CONNECTIONS', isReshareDisabledByAuthor: true, lifecycleState: 'PUBLISHED', author: 'urn:li:person:q7Xk_2aB-9' });
    expect(sent(text)?.content).toBeUndefined();
    expect(rig.proxy.seen.map(({ headers }) => headers['linkedin-version'])).toEqual([API_VERSION]);
  });

  it('one picture is media, several are a multi-image, each with its words', async () => {
    const [one, several] = [unique('One'), unique('Several')];
    const first = runOf(one, {}, [testPicture('A jug')]);
    must(await first.prepare());
    expect((await first.commit()).type).toBe('published');
    expect(sent(one)?.content).toEqual({ media: { id: expect.stringMatching(/^urn:li:image:/), altText: 'A jug' } });
    const second = runOf(several, {}, [testPicture('A jug'), testPicture(''), testPicture('A bowl')]);
    must(await second.prepare());
    expect((await second.commit()).type).toBe('published');
    const content = sent(several)?.content;
    expect(content !== undefined && 'multiImage' in content ? content.multiImage.images.map(({ altText }) => altText) : null).toEqual(['A jug', undefined, 'A bowl']);
    expect(rig.proxy.seen.filter((r) => r.method === 'PUT')).toHaveLength(4);
  });

  it('a link is an article with what is known of its page; with pictures, or switched off, it is text alone', async () => {
    const link = 'http://localhost:9/kiln_(1)';
    const [card, off, picture] = [unique(`See ${link}`), unique(`Off ${link}`), unique(`Picture ${link}`)];
    for (const run of [runOf(card), runOf(off, { linkCard: false }), runOf(picture, {}, [testPicture()])]) {
      must(await run.prepare());
      expect((await run.commit()).type).toBe('published');
    }
    expect(sent(card)?.content).toEqual({ article: { source: link, title: 'localhost' } });
    expect(sent(off)?.content).toBeUndefined();
    expect(sent(picture)?.content).toMatchObject({ media: {} });
  });

  it('waits for pictures that are worked on, uploads none twice, and anew when it is too old', async () => {
    rig.server.settings.processingLooks = 2;
    const run = runOf(unique('Slow picture'), {}, [testPicture()]);
    must(await drive(run.prepare()));
    must(await run.prepare());
    expect(rig.proxy.seen.map((r) => r.method)).toEqual(['POST', 'PUT', 'GET', 'GET', 'GET']);
    await rig.clock.advance(13 * 60 * MINUTE);
    rig.server.settings.processingLooks = 0;
    must(await run.prepare());
    expect(rig.proxy.seen.filter((r) => r.method === 'PUT')).toHaveLength(2);
    expect((await run.commit()).type).toBe('published');
  });

  it('a place for uploads that refuses the token ends no login: another address is asked for next time', async () => {
    const run = runOf(unique('Other door'), {}, [testPicture()]);
    rig.proxy.fault((r) => r.method === 'PUT', { kind: 'answer', status: 401, body: 'no' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable', answer: { status: 401 } } });
    // Nor is the token renewed for it.
    expect(rig.proxy.seen.map((r) => r.method)).toEqual(['POST', 'PUT']);
    must(await run.prepare());
    expect((await run.commit()).type).toBe('published');
  });

  it('goes on after a restart between the upload and the look', async () => {
    rig.server.settings.processingLooks = 1;
    const run = runOf(unique('Interrupted'), {}, [testPicture()]);
    const waiting = run.prepare();
    await expect.poll(() => rig.proxy.seen.filter((r) => r.method === 'GET' && r.answer !== null).length).toBe(1);
    await turn(50);
    run.stop.abort();
    expect(await waiting).toEqual({ ok: false, error: { type: 'aborted' } });
    must(await rig.connector.publish.prepare({ ...run, signal }));
    expect(rig.proxy.seen.filter((r) => r.method === 'PUT')).toHaveLength(1);
  });

  it('a picture LinkedIn cannot use is rejected and uploaded anew; an app that may not look goes on', async () => {
    rig.server.settings.processingFails = true;
    const run = runOf(unique('Broken'), {}, [testPicture()]);
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    expect((await run.commit()).type).toBe('unavailable');
    Object.assign(rig.server.settings, { processingFails: false, mayReadImages: false });
    must(await run.prepare());
    expect((await run.commit()).type).toBe('published');
  });

  it('an address to upload to that is not LinkedIn’s gets neither the token nor the picture', async () => {
    rig.server.settings.uploadHost = 'https://linkedin.com.evil.example';
    expect(await runOf(unique('Elsewhere'), {}, [testPicture()]).prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(rig.proxy.seen.map((r) => r.method)).toEqual(['POST']);
  });

  it.each<[string, string, JsonObject, string]>([
    ['too long', 'x'.repeat(3001), {}, 'too-long'], ['nothing to say', ' ', {}, 'invalid'], ['options that are none', 'Hello', { visibility: 'everybody' }, 'invalid'],
  ])('%s is rejected', async (_name, text, options, reason) => {
    const run = runOf(text, options);
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason });
  });

  it('the day’s calls used up waits until the next day there; a version that is no more says so', async () => {
    rig.server.settings.callsLeft = 0;
    expect(await runOf(unique('Too many')).commit()).toMatchObject({ type: 'rate-limited', retryAt: Date.UTC(2026, 10, 23) });
    rig.server.settings.callsLeft = null;
    rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 426, body: '{"status":426,"code":"NONEXISTENT_VERSION","message":"Requested version 202609 is not active"}' });
    expect(await runOf(unique('Old')).commit()).toMatchObject({ type: 'rejected', reason: 'other', detail: expect.stringContaining('NONEXISTENT_VERSION') });
  });

  it('a token without the permission is forbidden, a dead one needs a new login', async () => {
    const session = { ...rig.session, secret: { ...rig.session.secret, accessToken: rig.server.makeToken(['openid', 'profile']) } };
    const run = runOf(unique('May not'));
    expect(await rig.connector.publish.commit({ ...run, session })).toMatchObject({ type: 'rejected', reason: 'forbidden' });
    // Asking for other scopes ended the token that was out.
    expect((await run.commit()).type).toBe('reauth');
    rig = { ...rig, session: await rig.newSession() };
  });
});

describe('a commit without an answer', () => {
  const lose = async (text: string, kind: 'lose' | 'reset'): Promise<Run> => {
    const run = runOf(text);
    rig.proxy.fault(rig.isCommit, { kind });
    expect((await run.commit()).type).toBe('unknown');
    return run;
  };

  it('is not looked into at once, cannot be told by looking, and is never repeated without a person', async () => {
    const run = await lose(unique('Lost'), 'lose');
    expect(await run.find()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    await rig.clock.advance(MINUTE);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect(rig.connector.publish.replaySafeUntil(1000, rig.session, {})).toBeNull();
  });

  it('that arrived: the refusal of the second names the live post, which is taken over, after a restart too', async () => {
    const text = unique('Arrived');
    const run = await lose(text, 'lose');
    const urn = rig.server.posts.find((post) => post.text === text)?.urn;
    expect(await rig.connector.publish.commit({ ...run, saved: JSON.parse(JSON.stringify(run.saved)) })).toMatchObject({ type: 'published', remoteId: urn, permalink: `${rig.proxy.url}/feed/update/${urn}/` });
    expect(await rig.countPosts(text)).toBe(1);
  });

  it('that did not arrive: the second publishes, once', async () => {
    const text = unique('Never arrived');
    expect((await (await lose(text, 'reset')).commit()).type).toBe('published');
    expect(await rig.countPosts(text)).toBe(1);
  });

  it('and a refusal that names no post leaves it unknown', async () => {
    const run = await lose(unique('Activity'), 'lose');
    rig.server.settings.namesActivity = true;
    expect((await run.commit()).type).toBe('unknown');
  });

  it('a second call that is told to wait does not forget the first', async () => {
    const text = unique('Waits');
    const run = await lose(text, 'lose');
    rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 429, headers: { 'retry-after': '60' }, body: '{}' });
    expect((await run.commit()).type).toBe('rate-limited');
    expect((await run.commit()).type).toBe('published');
    expect(await rig.countPosts(text)).toBe(1);
  });

  it('words that were posted before, by another post, are refused and not taken over', async () => {
    const text = unique('Twice');
    expect((await runOf(text).commit()).type).toBe('published');
    const again = runOf(text);
    expect(await again.commit()).toMatchObject({ type: 'rejected', reason: 'duplicate' });
    expect(await again.commit()).toMatchObject({ type: 'rejected', reason: 'duplicate' });
  });
});

describe('renewing the login', () => {
  it('a partner’s app renews by itself, with rotation; only a refusal of the renewal is a dead login', async () => {
    const partner = await linkedinRig({ partner: true });
    try {
      const { connector, server, proxy } = partner;
      let busy: Promise<unknown> = Promise.resolve();
      const { session } = partner;
      const locked = { ...session, get secret() { return session.secret; }, lock: <T>(work: () => Promise<T>): Promise<T> => { const mine = busy.then(work); busy = mine; return mine; } };
      server.revokeTokens();
      proxy.fault((r) => r.path === '/oauth/v2/accessToken', { kind: 'answer', status: 503, body: '' });
      expect(await connector.account.profile(session, signal)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
      const before = session.secret;
      const both = await Promise.all([connector.account.profile(locked, signal), connector.account.profile(locked, signal)]);
      expect(both.every(({ ok }) => ok)).toBe(true);
      expect(session.secret['refreshToken']).not.toBe(before['refreshToken']);
      await partner.clock.advance(60 * DAY);
      expect((await connector.account.profile(session, signal)).ok).toBe(true);
      server.revokeTokens();
      server.revokeRefreshes();
      expect(await connector.account.profile(session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    } finally {
      await partner.close();
    }
  });
});

it.each<[string, string | null | undefined]>([
  ['/feed/update/urn:li:share:123/', 'urn:li:share:123'], ['/feed/update/urn%3Ali%3AugcPost%3A9', 'urn:li:ugcPost:9'], ['/feed/update/urn:li:activity:5/?x=1', null],
  ['/posts/ana-harrow_clay-activity-5-AbC', null], ['/in/ana/', undefined], ['/feed/update/urn:li:person:1', undefined], ['/%E0%A4%A', undefined],
])('the address %s', (path, remoteId) => {
  const at = rig.connector.publish.postAt(rig.session, new URL(rig.proxy.url + path));
  expect(remoteId === undefined ? at : at?.remoteId).toBe(remoteId ?? null);
});

it('sent no field, value or address in all these cases that LinkedIn does not know', () => {
  expect(rig.server.posts.length).toBeGreaterThan(10);
  expect(rig.server.problems).toEqual([]);
});

const sample = join(process.env['LINNET_SHARED'] ?? join(import.meta.dirname, '../../../shared'), 'networks/specs/linkedin/linkedin-api-js-client/examples/create-posts.ts');
const absent = existsSync(sample) ? '' : ' (not run: ../shared/networks/specs/linkedin/linkedin-api-js-client is not there)';
describe(`LinkedIn’s own client${absent}`, () => {
  it.runIf(existsSync(sample))('sends the fields that we send', () => {
    const words = readFileSync(sample, 'utf8');
    for (const field of ['author', 'commentary', 'visibility', 'distribution', 'lifecycleState']) expect(words).toContain(field);
  });
});
