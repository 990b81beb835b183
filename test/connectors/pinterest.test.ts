import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '#core/clock';
import { enterPinterest, pinterestOn, pinterestRig, type PinterestRig } from '#test/networks/pinterest/rig';
import { outgoingVideo } from '#test/support/outgoing';
import { settled } from './support/settled';
import { startRun, testPicture } from './support/run';
import { createPinterestCheck, pinterestSchemaPresent } from './support/pinterest-schema';

let rig: PinterestRig;
const { signal } = new AbortController();
const bytes = Uint8Array.from({ length: 300_000 }, (_, n) => (n * 31) % 251);
const post = (text: string, options: Readonly<Record<string, string>> = {}, pictures = [testPicture()]) =>
  ({ parts: [{ text, media: pictures }], options: { board: '700001', ...options }, dueAt: rig.clock.now() });
const film = (text: string, options: Readonly<Record<string, string>> = {}) => ({ ...post(text, options), parts: [{ text, media: [outgoingVideo(bytes, { alt: 'Steam' })] }] });
beforeEach(async () => { rig = await pinterestRig(); });
afterEach(() => rig.close());

describe('Pinterest', () => {
  it('pins one picture and several, with all options', async () => {
    const options = { section: '800001', title: 'Ash glaze bowl', link: 'https://harrowandclay.example/bowls', dominantColour: '#6E7874' };
    expect(await startRun(rig, post('One bowl', options, [testPicture('A grey bowl')])).commit()).toMatchObject({ type: 'published' });
    expect(rig.server.pins[0]).toMatchObject({ board_id: '700001', board_section_id: '800001', title: 'Ash glaze bowl', description: 'One bowl', link: options.link, alt_text: 'A grey bowl', dominant_color: '#6E7874', pictures: 1 });
    await startRun(rig, post('Three bowls', {}, [testPicture('First'), testPicture('Second'), testPicture('x'.repeat(495))])).commit();
    expect(rig.server.pins[0]).toMatchObject({ pictures: 3, alt_text: 'First\nSecond', title: null });
  });

  it.each([
    ['no board', post2({}), /board/], ['no picture', post2({ board: '700001' }, 0), /picture/], ['six pictures', post2({ board: '700001' }, 6), /5 pictures/], ['a link that is none', post2({ board: '700001', link: 'javascript:1' }), /link/],
  ])('refuses %s before anything is sent', async (_name, outgoing, words) => {
    await rig.proxy.reset();
    const run = startRun(rig, { ...outgoing, dueAt: rig.clock.now() });
    for (const refused of [await run.prepare(), { ok: false, error: await run.commit() }]) expect(refused).toMatchObject({ ok: false, error: { type: 'rejected', detail: expect.stringMatching(words) } });
    expect(rig.proxy.seen).toHaveLength(0);
  });

  it('lists and makes boards and sections, over several pages', async () => {
    const port = rig.connector.destinations;
    if (port === undefined) throw new Error('no destinations');
    expect(await port.list(rig.session, null, signal)).toEqual({ ok: true, value: [{ id: '700001', name: 'Tableware' }, { id: '700002', name: 'Workshop' }] });
    expect(await port.list(rig.session, '700001', signal)).toEqual({ ok: true, value: [{ id: '800001', name: 'Bowls' }] });
    for (let i = 0; i < 260; i += 1) await port.create(rig.session, null, `Board ${i}`, signal);
    expect(await port.create(rig.session, '700002', 'Kiln', signal)).toMatchObject({ ok: true, value: { name: 'Kiln' } });
    const all = await port.list(rig.session, null, signal);
    expect(all.ok && all.value.length).toBe(262);
    expect(await port.create(rig.session, null, 'Board 3', signal)).toMatchObject({ ok: false, error: { type: 'rejected' } });
  });

  it('renews with rotation, once for calls at the same time, and a dead login is dead', async () => {
    await rig.clock.advance(31 * DAY);
    const both = await Promise.all([1, 2].map(() => rig.connector.account.profile(rig.session, signal)));
    expect(both.every((answer) => answer.ok)).toBe(true);
    expect(rig.server.gate.refreshes()).toBe(1);
    rig.server.gate.killAccessTokens();
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: true });
    rig.server.gate.killEverything();
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('does not take for absent what it cannot tell apart', async () => {
    const run = startRun(rig, post('The same bowl', { title: 'Bowl' }));
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    rig.server.plant({ title: 'Bowl', description: 'The same bowl', created_at: new Date(rig.clock.now() - 3_600_000).toISOString() });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    rig.server.plant({ title: 'Bowl', description: 'The same bowl' });
    const mine = await run.find();
    expect(mine).toMatchObject({ ok: true, value: { type: 'published' } });
    rig.server.plant({ title: 'Bowl', description: 'The same bowl' });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('reads counts, and leaves out what is gone', async () => {
    const pin = rig.server.plant({ title: 'Bowl' });
    const counts = await rig.connector.metrics?.posts(rig.session, [pin.id, '1'], signal);
    expect(counts?.ok === true && [...counts.value]).toEqual([[pin.id, { likes: 10, reposts: 4, replies: 2, quotes: null, views: 210 }]]);
  });

  it('names what a login was not given, what was denied and what cannot be', async () => {
    const connector = pinterestOn(rig.server.url, rig.clock);
    rig.server.gate.grantOnly(['boards:read', 'pins:read', 'user_accounts:read']);
    expect(await enterPinterest(connector)).toMatchObject({ ok: true, value: { missingScopes: ['boards:write', 'pins:write'] } });
    rig.server.gate.denyNext();
    expect(await enterPinterest(connector)).toMatchObject({ ok: false, error: { type: 'denied' } });
    expect(await enterPinterest(connector, { clientId: 'words' })).toMatchObject({ ok: false, error: { type: 'bad-input', field: 'clientId' } });
    expect(await enterPinterest(connector, { port: '80' })).toMatchObject({ ok: false, error: { type: 'bad-input', field: 'port' } });
  });

  it('pins a video: registered, taken by the storage service with its form, waited for, and with a cover', async () => {
    rig.server.settings.processingLooks = 2;
    await rig.proxy.reset();
    const run = startRun(rig, film('A kiln is opened', { title: 'Kiln', coverAt: '7' }));
    expect(await settled(rig.clock, run.prepare())).toEqual({ ok: true, value: null });
    expect(rig.proxy.seen.map(({ method, path }) => `${method} ${path.replace(/\d{5,}$/, 'N')}`)).toEqual(['POST /v5/media', 'POST /media-upload/', 'GET /v5/media/N', 'GET /v5/media/N', 'GET /v5/media/N']);
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const [pin] = rig.server.pins;
    expect(pin).toMatchObject({ description: 'A kiln is opened', title: 'Kiln', alt_text: 'Steam', cover: 7 });
    expect(rig.server.videoOf(pin?.video ?? '')?.equals(bytes)).toBe(true);
    expect(rig.server.problems).toEqual([]);
  });

  it('asks what became of a video before it is sent again, and brings anew what did not come or could not be used', async () => {
    const uploads = () => rig.proxy.seen.filter(({ path }) => path === '/media-upload/').length;
    const came = startRun(rig, film('Came'));
    rig.proxy.fault(({ path }) => path === '/media-upload/', { kind: 'lose' });
    expect(await came.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    const later = { ...came, saved: JSON.parse(JSON.stringify(came.saved)) };
    expect(await rig.connector.publish.prepare(later)).toEqual({ ok: true, value: null });
    expect(uploads()).toBe(1);
    const lost = startRun(rig, film('Lost'));
    rig.proxy.fault(({ path }) => path === '/media-upload/', { kind: 'answer', status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    expect(await lost.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect((await lost.commit()).type).toBe('unavailable');
    expect(await lost.prepare()).toEqual({ ok: true, value: null });
    rig.server.settings.processingFails = true;
    const bad = startRun(rig, film('Bad'));
    expect(await bad.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    rig.server.settings.processingFails = false;
    expect(await bad.prepare()).toEqual({ ok: true, value: null });
    expect(JSON.stringify([came.saved, lost.saved, bad.saved])).not.toMatch(/amz|policy/);
  });

  it('a video stands alone, goes nowhere but to where it may, and must be readable', async () => {
    const both = film('Both');
    expect(await startRun(rig, { ...both, parts: [{ text: 'Both', media: [...(both.parts[0]?.media ?? []), testPicture()] }] }).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    rig.server.settings.uploadHost = 'https://storage.evil.example';
    expect(await startRun(rig, film('Elsewhere')).prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    rig.server.settings.uploadHost = rig.proxy.url;
    const gone = outgoingVideo(bytes, { readRange: () => Promise.reject(new Error('EIO')) });
    expect(await startRun(rig, { ...both, parts: [{ text: 'Gone', media: [gone] }] }).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
  });

  it('changes words, link, place and alt text of a Pin that is out, and does it again without harm', async () => {
    const run = startRun(rig, post('One bowl', { section: '800001', title: 'Bowl', link: 'https://harrowandclay.example/' }));
    const made = await run.commit();
    if (made.type !== 'published') throw new Error(JSON.stringify(made));
    const context = {
      session: rig.session, remoteId: made.remoteId, saved: {}, signal, before: { parts: [{ text: 'One bowl', alts: ['One blue pixel'] }], options: run.outgoing.options },
      after: { parts: [{ text: 'One big bowl', alts: ['A grey bowl'] }], options: { board: '700002', title: '', link: 'https://harrowandclay.example/bowls' } },
    };
    const changed = { description: 'One big bowl', alt_text: 'A grey bowl', board_id: '700002', board_section_id: null, title: null, link: 'https://harrowandclay.example/bowls' };
    for (const again of [1, 2]) {
      expect(await rig.connector.edit?.apply(context), String(again)).toEqual({ ok: true, value: null });
      expect(rig.server.pins[0]).toMatchObject(changed);
    }
    rig.proxy.fault(({ method }) => method === 'PATCH', { kind: 'lose' });
    expect(await rig.connector.edit?.apply(context)).toMatchObject({ ok: false, error: { type: 'unknown' } });
    expect(await rig.connector.edit?.apply({ ...context, remoteId: '1' })).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
  });

  it.runIf(pinterestSchemaPresent)('asks and is answered as the OpenAPI description 5.23.0 says (not run where it is not at hand)', async () => {
    await startRun(rig, post('One', { section: '800001', title: 'T', link: 'https://harrowandclay.example/', dominantColour: '#6E7874' })).commit();
    const run = startRun(rig, post('Two', { section: '800001' }, [testPicture(), testPicture()]));
    const made = await run.commit();
    await run.find();
    await startRun(rig, post('Nowhere', { board: '9' })).commit();
    const filmed = startRun(rig, film('Filmed', { coverAt: '2' }));
    await filmed.prepare();
    await filmed.commit();
    if (made.type === 'published') {
      const as = { parts: [{ text: 'Two', alts: ['A', 'B'] }], options: run.outgoing.options };
      await rig.connector.edit?.apply({ session: rig.session, remoteId: made.remoteId, saved: {}, signal, before: as, after: as });
      await rig.connector.metrics?.posts(rig.session, [made.remoteId], signal);
      await rig.connector.publish.remove(rig.session, made.remoteId, signal);
      await rig.connector.publish.fetchPost(rig.session, made.remoteId, signal);
    }
    for (const parent of [null, '700001']) {
      await rig.connector.destinations?.list(rig.session, parent, signal);
      await rig.connector.destinations?.create(rig.session, parent, 'New', signal);
    }
    await rig.connector.account.profile(rig.session, signal);
    await rig.connector.account.refresh?.(rig.session, signal);
    const check = createPinterestCheck();
    const api = rig.server.exchanges.filter((one) => one.path.startsWith('/v5/'));
    expect(api.length).toBeGreaterThan(12);
    expect(api.flatMap(check)).toEqual([]);
  });
});

function post2(options: Readonly<Record<string, string>>, pictures = 1) {
  return { parts: [{ text: 'Bowl', media: Array.from({ length: pictures }, () => testPicture()) }], options };
}
