import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { EditContext, EditedPost } from '#electron/connectors/ports/edit';
import { youtubeRig, type YoutubeRig } from '#test/networks/youtube/rig';
import { createDiscoveryCheck, discoveryPresent } from './support/google-discovery';
import { startRun } from './support/run';

let rig: YoutubeRig;
const { signal } = new AbortController();
const usual = { title: 'Opening the kiln', madeForKids: 'no', tags: 'kiln' };
const said = (text: string, options: JsonObject = {}): EditedPost => ({ parts: [{ text, alts: [''] }], options: { ...usual, ...options } });
beforeEach(async () => { rig = await youtubeRig(); });
afterEach(() => rig.close());

function port() {
  const { edit } = rig.connector;
  if (edit === undefined) throw new Error('nothing can be edited');
  return edit;
}
async function published(options: JsonObject = {}): Promise<string> {
  const run = startRun(rig, rig.post('Three days of firing', { ...usual, ...options }));
  await run.prepare();
  const outcome = await run.commit();
  return outcome.type === 'published' ? outcome.remoteId : '';
}
const change = (remoteId: string, after: EditedPost, more: Partial<EditContext> = {}) =>
  port().apply({ session: rig.session, remoteId, before: said('Three days of firing'), after, saved: {}, signal, ...more });
const shown = () => rig.server.videos.map(({ snippet, status }) => [snippet['title'], snippet['description'], status['privacyStatus']]);

describe('YouTube: changing a video that is out', () => {
  it('changes its words and what is said of it, and nothing else of it', async () => {
    const id = await published();
    const [video] = rig.server.videos;
    if (video !== undefined) video.status = { ...video.status, embeddable: false, license: 'creativeCommon' };
    const before = video?.publishedAt;
    expect(await change(id, said('Four days', { title: 'The kiln, opened', tags: 'kiln, ash', category: 'howto', syntheticMedia: true, madeForKids: 'yes' }))).toEqual({ ok: true, value: null });
    expect(rig.server.videos).toHaveLength(1);
    expect(rig.server.videos[0]).toMatchObject({
      id, publishedAt: before, snippet: { title: 'The kiln, opened', description: 'Four days', tags: ['kiln', 'ash'], categoryId: '26' },
      status: { privacyStatus: 'public', containsSyntheticMedia: true, selfDeclaredMadeForKids: true, embeddable: false, license: 'creativeCommon' },
    });
  });

  it('shows a video again to nobody from whom it was hidden by hand, unless that is chosen', async () => {
    const id = await published();
    const [video] = rig.server.videos;
    if (video !== undefined) video.status = { ...video.status, privacyStatus: 'private' };
    await change(id, said('Hidden, and other words'));
    expect(shown()).toEqual([['Opening the kiln', 'Hidden, and other words', 'private']]);
    await change(id, said('Hidden, and other words', { privacy: 'unlisted' }));
    expect(shown()).toEqual([['Opening the kiln', 'Hidden, and other words', 'unlisted']]);
    // Nobody knows what an earlier try did, so what is chosen is said.
    await change(id, said('Hidden, and other words'), { unsure: true });
    expect(shown()).toEqual([['Opening the kiln', 'Hidden, and other words', 'public']]);
  });

  it('may be asked again after a lost answer, and changes nothing more', async () => {
    const id = await published();
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect(await change(id, said('Said once'))).toMatchObject({ ok: false, error: { type: 'unknown' } });
    expect(await change(id, said('Said once'), { unsure: true })).toEqual({ ok: true, value: null });
    expect(shown()).toEqual([['Opening the kiln', 'Said once', 'public']]);
  });

  it.each([['no title', said('Words', { title: ' ' })], ['an angle', said('a < b')], ['no choice about kids', said('Words', { madeForKids: '' })]])('refuses %s before anything is sent', async (_name, after) => {
    const id = await published();
    await rig.proxy.reset();
    expect(await change(id, after)).toMatchObject({ ok: false, error: { type: 'rejected' } });
    expect(rig.proxy.seen).toHaveLength(0);
  });

  it('says that it is gone, that it waits for its time, and that a project without an audit makes nothing public', async () => {
    expect(await change('gone-gone-1', said('Words'))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    const id = await published({ privacy: 'private' });
    rig.server.behave.audited = false;
    expect(await change(id, said('Words', { privacy: 'unlisted' }))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden', detail: expect.stringContaining('audit') } });
    const [video] = rig.server.videos;
    if (video !== undefined) video.status = { ...video.status, publishAt: new Date(rig.clock.now() + DAY).toISOString() };
    expect(await change(id, said('Words'))).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'other' } });
  });

  it.skipIf(!discoveryPresent)('says nothing that is not in Google’s discovery document (not run: the document is not beside the repository)', async () => {
    const check = createDiscoveryCheck();
    const id = await published();
    await change(id, said('By the book', { language: 'en', privacy: 'unlisted' }));
    expect(rig.proxy.seen.flatMap(check)).toEqual([]);
    expect(shown()).toEqual([['Opening the kiln', 'By the book', 'unlisted']]);
  });
});
