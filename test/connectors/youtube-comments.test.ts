import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { youtubeRig, type YoutubeRig } from '#test/networks/youtube/rig';
import { createDiscoveryCheck, discoveryPresent } from './support/google-discovery';

let rig: YoutubeRig;
const { signal } = new AbortController();
beforeEach(async () => {
  rig = await youtubeRig();
  const guest = { id: 'UCguest', name: '@guest' };
  const at = rig.clock.now();
  rig.server.comments.push({ id: 'c1', videoId: 'kiln-film-1', author: guest, text: 'Which cone?', at, replies: [{ id: 'c1.r1', videoId: 'kiln-film-1', author: guest, text: 'And which clay?', at: at + 1, replies: [] }] });
});
afterEach(() => rig.close());

function inbox() {
  const port = rig.connector.inbox;
  if (port?.reply === undefined || port.hide === undefined || port.remove === undefined) throw new Error('comments can only be read');
  const { list, reply, hide, remove } = port;
  return { list, reply, hide, remove };
}
const shown = async () => {
  const read = await inbox().list(rig.session, null, signal);
  return read.ok ? read.value.items.map(({ remoteId }) => remoteId) : read.error;
};
const answers = () => rig.server.comments.flatMap(({ replies }) => replies).filter(({ author }) => author.id === rig.server.channel.id).map(({ text }) => text);

describe('YouTube: comments', () => {
  it('answers a comment, and an answer to one in the same thread; its own are no news', async () => {
    const first = await inbox().reply(rig.session, 'c1', 'Cone ten.', signal);
    expect(first).toEqual({ ok: true, value: expect.stringMatching(/^c1\./) });
    expect(await inbox().reply(rig.session, 'c1.r1', 'Red clay.', signal)).toMatchObject({ ok: true });
    expect(answers()).toEqual(['Cone ten.', 'Red clay.']);
    expect(await shown()).toEqual(['c1', 'c1.r1']);
    expect(await inbox().reply(rig.session, 'gone', 'Words', signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
  });

  it('never takes a lost answer for a refusal, nor for nothing', async () => {
    rig.proxy.fault(({ method, path }) => method === 'POST' && path.includes('/comments'), { kind: 'lose' });
    expect(await inbox().reply(rig.session, 'c1', 'Said once.', signal)).toMatchObject({ ok: false, error: { type: 'unknown' } });
    expect(answers()).toEqual(['Said once.']);
  });

  it('hides a comment from everybody and shows it again', async () => {
    for (let n = 0; n < 2; n += 1) expect(await inbox().hide(rig.session, 'c1', true, signal)).toEqual({ ok: true, value: null });
    expect(await shown()).toEqual([]);
    await inbox().hide(rig.session, 'c1', false, signal);
    expect(await shown()).toEqual(['c1', 'c1.r1']);
  });

  it('deletes its own, once or twice, and says that others’ are not its to delete', async () => {
    const made = await inbox().reply(rig.session, 'c1', 'Cone nine. No, ten.', signal);
    for (let n = 0; n < 2; n += 1) expect(await inbox().remove(rig.session, made.ok ? made.value : '', signal)).toEqual({ ok: true, value: null });
    expect(answers()).toEqual([]);
    expect(await inbox().remove(rig.session, 'c1', signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden' } });
    expect(await shown()).toEqual(['c1', 'c1.r1']);
  });

  it('counts the channel', async () => {
    expect(await rig.connector.metrics?.account?.(rig.session, signal)).toEqual({ ok: true, value: { followers: 431, posts: 12, views: 5120 } });
  });

  it.skipIf(!discoveryPresent)('says nothing that is not in Google’s discovery document (not run: the document is not beside the repository)', async () => {
    const made = await inbox().reply(rig.session, 'c1', 'By the book.', signal);
    await inbox().hide(rig.session, 'c1', true, signal);
    await inbox().remove(rig.session, made.ok ? made.value : '', signal);
    await rig.connector.metrics?.account?.(rig.session, signal);
    expect(rig.proxy.seen.flatMap(createDiscoveryCheck())).toEqual([]);
    expect(rig.proxy.seen.length).toBeGreaterThanOrEqual(4);
  });
});
