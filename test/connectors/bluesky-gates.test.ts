import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '#core/json';
import { rkeyOf } from '#electron/connectors/bluesky/record';
import { createHttp } from '#electron/connectors/http/fetch';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { blueskyOn, type KeptSession, sessionOf } from './support/bluesky-rigs';
import { startFaultProxy } from './support/fault-proxy';
import { realClock } from './support/real-clock';
import { type Run, startRun } from './support/run';

// Who can reply and who can quote, on a real server behind the fault proxy: gates are records of their own under the post's key.

let pds: Pds;
let proxy: Awaited<ReturnType<typeof startFaultProxy>>;
let session: KeptSession;
let did: string;
const connector = () => blueskyOn(pds, createHttp({ clock: realClock, userAgent: 'Linnet/test' }));
beforeAll(async () => {
  pds = await startPds();
  proxy = await startFaultProxy(pds.url);
  const account = await pds.addAccount('gate', 'gate-password');
  ({ did } = account);
  session = sessionOf({ serverUrl: proxy.url, remoteId: did, handle: account.handle, secret: { kind: 'password', accessJwt: account.accessJwt, refreshJwt: account.refreshJwt } });
}, 240_000);
afterAll(async () => { await proxy.close(); await pds.close(); });
beforeEach(() => proxy.reset());

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const runOf = (texts: readonly string[], options: JsonObject): Run => startRun({ connector: connector(), session, clock: realClock as never }, { parts: texts.map((text) => ({ text, media: [] })), options, dueAt: Date.now() });
const posts = async (text: string) => (await pds.posts(did)).filter((one) => one.value.text === text);
async function gates(kind: 'threadgate' | 'postgate'): Promise<readonly { readonly uri: string; readonly value: JsonObject }[]> {
  const answer = await fetch(`${pds.url}/xrpc/com.atproto.repo.listRecords?repo=${did}&collection=app.bsky.feed.${kind}&limit=100`);
  return ((await answer.json()) as { records: readonly { readonly uri: string; readonly value: JsonObject }[] }).records;
}
const gateOf = async (kind: 'threadgate' | 'postgate', uri: string): Promise<JsonObject | undefined> => (await gates(kind)).find((one) => rkeyOf(one.uri) === rkeyOf(uri))?.value;
const both = { replyControl: 'followers_mentioned', allowQuotes: false };
const bodyOf = (body: Buffer): string => body.toString('utf8');

describe('Bluesky gates on a real server', () => {
  it.each([
    ['followers', [{ $type: 'app.bsky.feed.threadgate#followerRule' }]], ['following_mentioned', [{ $type: 'app.bsky.feed.threadgate#followingRule' }, { $type: 'app.bsky.feed.threadgate#mentionRule' }]], ['nobody', []],
  ])('say that %s can reply', async (replyControl, allow) => {
    const run = runOf([unique('Gated')], { replyControl });
    await run.prepare();
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(await gateOf('threadgate', outcome.remoteId)).toMatchObject({ post: outcome.remoteId, allow });
    expect(await gateOf('postgate', outcome.remoteId)).toBeUndefined();
  });

  it('are not there where everybody may', async () => {
    const before = [await gates('threadgate'), await gates('postgate')];
    expect((await runOf([unique('Open')], { replyControl: 'everyone', allowQuotes: true }).commit()).type).toBe('published');
    expect([await gates('threadgate'), await gates('postgate')]).toEqual(before);
  });

  it('stand beside each part for quotes, beside the first for replies, and go with the thread', async () => {
    const texts = [unique('One'), unique('Two')];
    const run = runOf(texts, both);
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    const second = (await posts(texts[1] ?? ''))[0]?.uri ?? '';
    expect(await gateOf('threadgate', outcome.remoteId)).toMatchObject({ post: outcome.remoteId });
    expect(await gateOf('threadgate', second)).toBeUndefined();
    for (const uri of [outcome.remoteId, second]) expect(await gateOf('postgate', uri)).toMatchObject({ post: uri, embeddingRules: [{ $type: 'app.bsky.feed.postgate#disableRule' }] });
    expect(await connector().publish.remove(session, outcome.remoteId, AbortSignal.timeout(120_000), run.saved)).toEqual({ ok: true, value: null });
    for (const uri of [outcome.remoteId, second]) expect([await gateOf('threadgate', uri), await gateOf('postgate', uri)]).toEqual([undefined, undefined]);
  });

  it('what is not understood is not sent, rather than sent to everybody', async () => {
    const run = runOf([unique('Never')], { replyControl: 'friends' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'invalid' } });
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason: 'invalid' });
    expect(proxy.seen).toEqual([]);
  });
});

describe('a gate that does not come at once', () => {
  const isGate = (kind: string) => (request: { readonly body: Buffer }): boolean => bodyOf(request.body).includes(`"collection":"app.bsky.feed.${kind}"`);
  /** A new start of Linnet: nothing but what was written down. */
  const restarted = (run: Run, known: JsonObject) => {
    const saved: Record<string, Json> = { ...known };
    return { ...run, saved, committedAt: run.committedAt, signal: AbortSignal.timeout(120_000), save: (step: string, value: Json) => { saved[step] = value; } };
  };

  it.each(['threadgate', 'postgate'] as const)('a stop before the %s is mended by the next run, and nothing is posted twice', async (kind) => {
    const text = unique('Stopped');
    const run = runOf([text], both);
    proxy.fault(isGate(kind), { kind: 'answer', status: 503, body: '' });
    expect((await run.commit()).type).not.toBe('published');
    expect(run.saved['part:0']).toBeDefined();
    const [uri] = (await posts(text)).map((one) => one.uri);
    expect(await gateOf(kind, uri ?? '')).toBeUndefined();
    const next = restarted(run, run.saved);
    expect(await connector().publish.findPublished(next)).toEqual({ ok: true, value: { type: 'partly' } });
    expect(await connector().publish.commit(next)).toMatchObject({ type: 'published', remoteId: uri });
    expect(await gateOf(kind, uri ?? '')).toMatchObject({ post: uri });
    expect(await connector().publish.findPublished(next)).toMatchObject({ ok: true, value: { type: 'published', remoteId: uri } });
    expect(await posts(text)).toHaveLength(1);
  });

  it.each(['threadgate', 'postgate'] as const)('an answer to the %s that is lost is unknown, found, and not written a second time', async (kind) => {
    const text = unique('Lost');
    const run = runOf([text], both);
    proxy.fault(isGate(kind), { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    const [uri] = (await posts(text)).map((one) => one.uri);
    const first = await gateOf(kind, uri ?? '');
    expect(first).toBeDefined();
    // A kill here has forgotten every step but the key.
    const next = restarted(run, {});
    expect((await connector().publish.findPublished(next)).ok).toBe(true);
    expect(await connector().publish.commit(next)).toMatchObject({ type: 'published', remoteId: uri });
    expect(await gateOf(kind, uri ?? '')).toEqual(first);
    expect([await gateOf('threadgate', uri ?? ''), await gateOf('postgate', uri ?? '')]).not.toContain(undefined);
    expect(await posts(text)).toHaveLength(1);
  });

  it('a post that only its words tell gets its missing gate under its own key', async () => {
    const text = unique('By words');
    const run = runOf([text], { replyControl: 'nobody' });
    proxy.fault(isGate('threadgate'), { kind: 'answer', status: 503, body: '' });
    await run.commit();
    const [uri] = (await posts(text)).map((one) => one.uri);
    const again = { ...restarted(run, {}), key: runOf([text], {}).key, byWords: true as const };
    expect(await connector().publish.findPublished(again)).toEqual({ ok: true, value: { type: 'partly' } });
    expect(await connector().publish.commit(again)).toMatchObject({ type: 'published', remoteId: uri });
    expect(await gateOf('threadgate', uri ?? '')).toMatchObject({ post: uri, allow: [] });
    expect(await posts(text)).toHaveLength(1);
  });

  it('a gate that the person changed meanwhile is left as it is', async () => {
    const text = unique('Changed');
    const run = runOf([text], { replyControl: 'nobody' });
    const outcome = await run.commit();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(await connector().publish.commit({ ...restarted(run, {}), outgoing: { ...run.outgoing, options: { replyControl: 'followers' } } })).toMatchObject({ type: 'published' });
    expect(await gateOf('threadgate', outcome.remoteId)).toMatchObject({ allow: [] });
    expect(await posts(text)).toHaveLength(1);
  });
});
