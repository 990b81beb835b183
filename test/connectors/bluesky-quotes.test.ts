import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Connector } from '#electron/connectors/ports/connector';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { blueskyOn, createFaultyHttp, type KeptSession, sessionOf } from './support/bluesky-rigs';
import { realClock } from './support/real-clock';
import { type Run, startRun, testPicture } from './support/run';

// Quotes and galleries, on a real server. It has no app view, so what may be quoted is read from the author's own records.

let pds: Pds;
let ana: KeptSession;
let ben: KeptSession;
let benHandle = '';
let connector: Connector;
const signal = new AbortController().signal;

async function enter(name: string): Promise<{ readonly session: KeptSession; readonly handle: string }> {
  const account = await pds.addAccount(name, 'a-password');
  const secret = { kind: 'password', accessJwt: account.accessJwt, refreshJwt: account.refreshJwt };
  return { session: sessionOf({ serverUrl: pds.url, remoteId: account.did, handle: account.handle, secret }), handle: account.handle };
}
beforeAll(async () => {
  pds = await startPds();
  ({ session: ana } = await enter('quoteana'));
  ({ session: ben, handle: benHandle } = await enter('quoteben'));
  connector = blueskyOn(pds, createHttp({ clock: realClock, userAgent: 'Linnet/test' }));
}, 240_000);
afterAll(async () => { await pds.close(); });

const runOf = (session: KeptSession, texts: readonly string[], options: JsonObject = {}, media: readonly OutgoingMedia[] = [], on = connector): Run =>
  startRun({ connector: on, session, clock: realClock as never }, { parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })), options, dueAt: Date.now() });
async function publish(run: Run): Promise<string> {
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  const outcome = await run.commit();
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  return outcome.remoteId;
}
const record = async (session: KeptSession, text: string): Promise<JsonObject | undefined> => (await pds.posts(session.remoteId)).find((one) => one.value.text === text)?.value as JsonObject | undefined;
const linkOf = (uri: string, who: string): string => `https://bsky.app/profile/${who}/post/${uri.slice(uri.lastIndexOf('/') + 1)}`;

describe('quoting a post on Bluesky', () => {
  it('by the link of its page, with the handle or the id of its author', async () => {
    const uri = await publish(runOf(ben, ['Fired at cone ten']));
    for (const who of [benHandle, ben.remoteId]) {
      const text = `Look at this, ${who}`;
      await publish(runOf(ana, [text, 'and more'], { quotePost: linkOf(uri, who) }));
      expect(await record(ana, text)).toMatchObject({ embed: { $type: 'app.bsky.embed.record', record: { uri } } });
    }
    expect(await record(ana, 'and more')).not.toHaveProperty('embed');
  });

  it('beside a picture', async () => {
    const uri = await publish(runOf(ben, ['With a bowl']));
    await publish(runOf(ana, ['A bowl beside it'], { quotePost: uri }, [testPicture('A bowl')]));
    expect(await record(ana, 'A bowl beside it')).toMatchObject({ embed: { $type: 'app.bsky.embed.recordWithMedia', record: { record: { uri } }, media: { $type: 'app.bsky.embed.images', images: [{ alt: 'A bowl' }] } } });
  });

  it('a post that is gone, one that may not be quoted, and a link to something else are said before anything is out', async () => {
    const closed = await publish(runOf(ben, ['Mine alone'], { allowQuotes: false }));
    const gone = await publish(runOf(ben, ['Gone soon']));
    expect(await connector.publish.remove(ben, gone, signal)).toMatchObject({ ok: true });
    const refusals: readonly (readonly [string, string])[] = [[gone, 'not-found'], [closed, 'forbidden'], ['https://example.org/profile', 'invalid'], ['https://bsky.app/profile/nobody.test/post/3jzfcijpj2z2a', 'not-found']];
    for (const [quotePost, reason] of refusals) {
      const run = runOf(ana, ['Never out'], { quotePost });
      expect(await run.prepare(), quotePost).toMatchObject({ ok: false, error: { type: 'rejected', reason } });
      expect(await run.commit()).toMatchObject({ type: 'unavailable' });
    }
    expect(await record(ana, 'Never out')).toBeUndefined();
  });

  it('where the app view answers, its word holds', async () => {
    const uri = await publish(runOf(ben, ['Known there']));
    const faulty = createFaultyHttp();
    const answered = (posts: readonly JsonObject[]) => ({ ...faulty.http, request: async (request: Parameters<typeof faulty.http.request>[0]) => {
      const answer = await faulty.http.request(request);
      if (!answer.ok || !request.url.includes('app.bsky.feed.getPosts')) return answer;
      return { ok: true as const, value: { ...answer.value, status: 200, json: { posts } } };
    } });
    const at = (posts: readonly JsonObject[]) => runOf(ana, ['As the app view says'], { quotePost: uri }, [], blueskyOn(pds, answered(posts)));
    expect(await at([]).prepare()).toMatchObject({ ok: false, error: { reason: 'not-found' } });
    expect(await at([{ uri, cid: 'bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5vpnpvv7oqadlh4', viewer: { embeddingDisabled: true } }]).prepare()).toMatchObject({ ok: false, error: { reason: 'forbidden' } });
    expect(await at([{ uri, cid: 'bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5vpnpvv7oqadlh4' }]).prepare()).toEqual({ ok: true, value: null });
  });

  it('found by its words after a restore, with its pictures counted beside the quote', async () => {
    const uri = await publish(runOf(ben, ['Still there']));
    const run = runOf(ana, ['Quoted, and forgotten'], { quotePost: uri }, [testPicture('One')]);
    const remoteId = await publish(run);
    const other = runOf(ana, ['Quoted, and forgotten'], { quotePost: uri }, [testPicture('One')]);
    expect(await connector.publish.findPublished({ ...other, byWords: true })).toMatchObject({ ok: true, value: { type: 'published', remoteId } });
  });
});

describe('more than four pictures on Bluesky', () => {
  it('go out as a gallery, in their order, and are found by their words', async () => {
    const pictures = Array.from({ length: 7 }, (_, n) => testPicture(`Picture ${n}`));
    const remoteId = await publish(runOf(ana, ['Seven bowls'], {}, pictures));
    const made = await record(ana, 'Seven bowls');
    expect(made).toMatchObject({ embed: { $type: 'app.bsky.embed.gallery', items: pictures.map(({ alt }) => ({ $type: 'app.bsky.embed.gallery#image', alt, aspectRatio: { width: 1, height: 1 } })) } });
    expect(await connector.publish.findPublished({ ...runOf(ana, ['Seven bowls'], {}, pictures), byWords: true })).toMatchObject({ ok: true, value: { type: 'published', remoteId } });
  });
});
