import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { EditedPost, EditPort } from '#electron/connectors/ports/edit';
import { unique, useMastodon } from './support/mastodon-cases';
import { must } from './support/mastodon-rigs';
import { startRun } from './support/run';

const m = useMastodon();
const signal = new AbortController().signal;
const port = (): EditPort => {
  const found = m.rig.connector.edit;
  if (found === undefined) throw new Error('no port');
  return found;
};
const said = (texts: readonly string[], alts: readonly string[] = [], options: JsonObject = {}): EditedPost => ({ parts: texts.map((text, p) => ({ text, alts: p === 0 ? alts : [] })), options });

async function live(text: string, options: JsonObject = {}, pictures = 0) {
  const run = m.runOf(text, options, pictures);
  must(await run.prepare());
  const outcome = await run.commit();
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  const { remoteId } = outcome;
  const edit = (before: EditedPost, after: EditedPost, unsure?: true) => port().apply({ session: m.rig.session, remoteId, before, after, ...(unsure === undefined ? {} : { unsure }), saved: run.saved, signal });
  const onServer = () => {
    const post = m.rig.double.posts.find((one) => one.id === remoteId);
    if (post === undefined) throw new Error('not there');
    return post;
  };
  return { run, remoteId, edit, onServer };
}

describe('changing a post on a Mastodon server', () => {
  it('new words, warning and language, with the pictures and their new alt text', async () => {
    const text = unique('Raku on Fryday');
    const { edit, onServer } = await live(text, { visibility: 'unlisted' }, 2);
    const media = onServer().media.map((one) => one.id);
    const after = said([text.replace('Fryday', 'Friday')], ['A bowl in the fire', 'Smoke'], { visibility: 'unlisted', contentWarning: 'Fire', language: 'en' });
    expect(await edit(said([text], ['Picture 0', 'Picture 1'], { visibility: 'unlisted' }), after)).toEqual({ ok: true, value: null });
    expect(onServer()).toMatchObject({ text: after.parts[0]?.text, warning: 'Fire', sensitive: true, language: 'en', visibility: 'unlisted' });
    expect(onServer().media.map((one) => [one.id, one.alt])).toEqual(media.map((id, n) => [id, ['A bowl in the fire', 'Smoke'][n]]));
    expect(m.rig.double.posts.filter((one) => one.text.startsWith(text.slice(0, 8)))).toHaveLength(1);
  });

  it('a poll keeps its choices and its end, and one that is over is not opened anew', async () => {
    const text = unique('Ash or shino');
    const options = { pollChoice1: 'Ash', pollChoice2: 'Shino', pollLength: '1 day' };
    const { edit, onServer } = await live(text, options);
    await m.rig.clock.advance(HOUR);
    expect(await edit(said([text], [], options), said([`${text}?`], [], options))).toMatchObject({ ok: true });
    expect(onServer()).toMatchObject({ text: `${text}?`, poll: { options: ['Ash', 'Shino'], seconds: 24 * 3600, multiple: false } });
    await m.rig.clock.advance(23 * HOUR - 4 * MINUTE);
    expect(await edit(said([`${text}?`], [], options), said([text], [], options))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'invalid' } });
    expect(onServer().text).toBe(`${text}?`);
  });

  it('of a thread, only the part that differs is sent', async () => {
    const texts = [unique('One'), unique('Two'), unique('Three')];
    const run = startRun(m.rig, { parts: texts.map((text) => ({ text, media: [] })), options: {}, dueAt: m.rig.clock.now() });
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    await m.rig.proxy.reset();
    const after = said([texts[0] ?? '', `${texts[1]} mended`, texts[2] ?? '']);
    must(await port().apply({ session: m.rig.session, remoteId: outcome.remoteId, before: said(texts), after, saved: run.saved, signal }));
    expect(m.rig.proxy.seen.filter((one) => one.method === 'PUT')).toHaveLength(1);
    expect(m.postOf(`${texts[1]} mended`)).toMatchObject({ replyTo: { id: outcome.remoteId } });
    expect(await port().apply({ session: m.rig.session, remoteId: outcome.remoteId, before: said(texts), after, saved: {}, signal })).toMatchObject({ ok: false, error: { type: 'rejected' } });
  });

  it('an answer that is lost is unknown, and saying it again changes nothing more', async () => {
    const text = unique('Before');
    const { edit, onServer } = await live(text);
    m.rig.proxy.fault((request) => request.method === 'PUT', { kind: 'lose' });
    expect(await edit(said([text]), said([`${text} after`]))).toMatchObject({ ok: false, error: { type: 'unknown' } });
    expect(onServer().text).toBe(`${text} after`);
    expect(await edit(said([text]), said([`${text} after`]), true)).toEqual({ ok: true, value: null });
    expect(onServer().before).toHaveLength(1);
  });

  it('what is gone, what is refused and a server in trouble are told apart', async () => {
    const text = unique('Gone');
    const { edit, remoteId } = await live(text);
    expect(await edit(said([text]), said(['x'.repeat(501)]))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'too-long' } });
    m.rig.proxy.fault((request) => request.method === 'PUT', { kind: 'answer', status: 503, body: '{}' });
    expect(await edit(said([text]), said(['y']))).toMatchObject({ ok: false, error: { type: 'unknown' } });
    m.rig.proxy.fault((request) => request.method === 'GET', { kind: 'answer', status: 503, body: '{}' });
    expect(await edit(said([text]), said(['y']))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    must(await m.rig.connector.publish.remove(m.rig.session, remoteId, signal));
    expect(await edit(said([text]), said(['y']))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
  });

  it('a post whose words were changed since is still found by those it went out with', async () => {
    const text = unique('Found by its first words');
    const { run, edit, remoteId } = await live(text);
    must(await edit(said([text]), said(['Altogether different words'])));
    expect(await m.rig.connector.publish.findPublished({ ...run, saved: {}, byWords: true })).toMatchObject({ ok: true, value: { type: 'published', remoteId } });
    m.rig.proxy.fault((request) => request.path.endsWith('/history'), { kind: 'answer', status: 404, body: '{"error":"Record not found"}' }, 20);
    expect(await m.rig.connector.publish.findPublished({ ...run, saved: {}, byWords: true })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});

m.holdToSchema(8);
