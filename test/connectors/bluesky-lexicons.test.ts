import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonToLex, lexicons as published } from '@atproto/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { blueskyAdultLabels, blueskyReplyControls } from '#core/networks/bluesky';
import type { Connector } from '#electron/connectors/ports/connector';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Http, HttpRequest } from '#electron/connectors/http/http';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { outgoingVideo } from '#test/support/outgoing';
import { video } from '#test/support/videos';
import { startRun, testPicture } from './support/run';
import { blueskyOn, type KeptSession, sessionOf } from './support/bluesky-rigs';
import { realClock } from './support/real-clock';

// Every request we make and every record we build, against the network's own lexicons; the answers of a real server too.

interface Exchange { readonly method: string; readonly name: string; readonly params: Record<string, unknown>; readonly input: unknown; readonly output: unknown; readonly status: number }

const folder = join(process.env['LINNET_SHARED'] ?? join(process.cwd(), '..', 'shared'), 'networks', 'specs', 'atproto', 'lexicons');
type Lexicons = typeof published;

/** The lexicons as they were read from the network's repository on 2026-11-21, or null where the folder is absent. */
function fromRepository(): Lexicons | null {
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  const Lexicons = published.constructor as new (documents: readonly unknown[]) => Lexicons;
  return new Lexicons(files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))));
}

let pds: Pds;
let connector: Connector;
let session: KeptSession;
let did: string;
const made: Exchange[] = [];

function recording(real: Http): Http {
  const note = (request: HttpRequest, status: number, output: unknown): void => {
    const url = new URL(request.url);
    if (!url.pathname.startsWith('/xrpc/')) return;
    const params: Record<string, unknown> = {};
    for (const key of new Set(url.searchParams.keys())) {
      const all = url.searchParams.getAll(key);
      params[key] = key === 'limit' ? Number(all[0]) : key === 'reverse' ? all[0] === 'true' : key === 'uris' || key === 'reasons' ? all : all[0];
    }
    made.push({ method: request.method, name: url.pathname.slice('/xrpc/'.length), params, input: typeof request.body === 'string' ? JSON.parse(request.body) : request.body, output, status });
  };
  return {
    ...real,
    request: async (request) => {
      const answer = await real.request(request);
      if (answer.ok) note(request, answer.value.status, answer.value.json);
      return answer;
    },
  };
}

beforeAll(async () => {
  pds = await startPds();
  const account = await pds.addAccount('lexi', 'lexi-password');
  ({ did } = account);
  const http = recording(createHttp({ clock: realClock, userAgent: 'Linnet/test' }));
  connector = blueskyOn(pds, http);
  session = sessionOf({ serverUrl: pds.url, remoteId: did, handle: account.handle, secret: { kind: 'password', accessJwt: account.accessJwt, refreshJwt: account.refreshJwt } });

  const post = async (texts: readonly string[], media: readonly OutgoingMedia[] = [], options: JsonObject = {}): Promise<string> => {
    const run = startRun({ connector, session, clock: realClock as never }, { parts: texts.map((text, i) => ({ text, media: i === 0 ? media : [] })), options, dueAt: Date.now() });
    await run.prepare();
    const outcome = await run.commit();
    await run.find();
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    return outcome.remoteId;
  };
  const signal = AbortSignal.timeout(120_000);
  await post(['Plain words']);
  await post(['Grüße 👩‍👩‍👧 @lexi.test an #töpfern: https://example.org/ä?b=1#c'], [], { language: 'de', linkCard: false });
  await post(['Four pictures'], [testPicture('One'), testPicture(''), testPicture('Drei 🏺'), testPicture('x'.repeat(2_000))], { language: 'en' });
  const quoted = await post(['To be quoted']);
  await post(['A gallery'], Array.from({ length: 10 }, (_, n) => testPicture(`Picture ${n}`)));
  await post(['A quote'], [], { quotePost: quoted });
  await post(['A quote with a picture'], [testPicture('One')], { quotePost: quoted });
  await post(['A video'], [outgoingVideo(video('h264-aac.mp4'), { alt: 'A kiln is opened' })]);
  await post(['A card https://example.invalid/page']);
  for (const replyControl of blueskyReplyControls) await post([`Gated for ${replyControl}`], [], { replyControl, allowQuotes: false });
  for (const adultContent of blueskyAdultLabels) await post([`Labelled ${adultContent}`, 'and more'], [testPicture('One')], { adultContent, graphicMedia: adultContent !== 'sexual' });
  const thread = await post(['One', 'Two https://example.org', 'Three #end']);
  await connector.account.profile(session, signal);
  await connector.account.refresh?.(session, signal);
  await connector.metrics?.posts(session, [thread], signal);
  await connector.inbox?.list(session, null, signal);
  await connector.publish.fetchPost(session, thread, signal);
  await connector.publish.remove(session, thread, signal);
}, 240_000);
afterAll(async () => { await pds.close(); });

const written = (): readonly JsonObject[] => made.filter((x) => x.name === 'com.atproto.repo.putRecord').map((x) => (x.input as { record: JsonObject }).record);
const records = (): readonly JsonObject[] => written().filter((record) => record['$type'] === 'app.bsky.feed.post');

/** What a lexicon has against it, or null. */
function fault(check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function judge(lexicons: Lexicons): void {
  const faults: string[] = [];
  const asked = new Set<string>();
  for (const { method, name, params, input, output, status } of made) {
    asked.add(name);
    const definition = lexicons.getDefOrThrow(name, ['query', 'procedure']);
    expect(definition.type).toBe(method === 'GET' ? 'query' : 'procedure');
    const checks = [
      () => lexicons.assertValidXrpcParams(name, params),
      ...(definition.type === 'procedure' && definition.input?.encoding === 'application/json' ? [() => lexicons.assertValidXrpcInput(name, input)] : []),
      ...(status === 200 ? [() => lexicons.assertValidXrpcOutput(name, blobsRead(output))] : []),
    ];
    for (const check of checks) { const found = fault(check); if (found !== null) faults.push(`${name}: ${found}`); }
  }
  for (const record of written()) { const found = fault(() => lexicons.assertValidRecord(String(record['$type']), blobsRead(record))); if (found !== null) faults.push(`${found}: ${JSON.stringify(record)}`); }
  expect(faults).toEqual([]);
  expect([...asked].sort()).toEqual(expect.arrayContaining([
    'app.bsky.actor.getProfile', 'app.bsky.feed.getPosts', 'app.bsky.notification.listNotifications', 'com.atproto.repo.deleteRecord', 'com.atproto.repo.getRecord',
    'com.atproto.repo.listRecords', 'com.atproto.repo.putRecord', 'com.atproto.repo.uploadBlob', 'com.atproto.server.getSession', 'com.atproto.server.refreshSession',
  ]));
}

/** JSON's blobs and links as the validator wants them. */
function blobsRead(value: unknown): unknown {
  return jsonToLex(value as Parameters<typeof jsonToLex>[0]);
}

describe('Bluesky records and requests', () => {
  it('cover every kind of record that we build', () => {
    const all = JSON.stringify(written());
    for (const part of ['app.bsky.richtext.facet#link', 'app.bsky.richtext.facet#tag', 'app.bsky.richtext.facet#mention', 'app.bsky.embed.images', 'app.bsky.embed.video', 'app.bsky.embed.gallery', 'app.bsky.embed.record"', 'app.bsky.embed.recordWithMedia', 'app.bsky.embed.external', '"reply"', '"langs"', '"aspectRatio"', 'threadgate#mentionRule', 'threadgate#followerRule', 'threadgate#followingRule', 'postgate#disableRule', 'defs#selfLabels', '"graphic-media"']) expect(all).toContain(part);
    // Twelve of words, pictures, quotes, video, card and thread; one a gate; two a label, on each part.
    expect(records()).toHaveLength(12 + blueskyReplyControls.length + 2 * blueskyAdultLabels.length);
    expect(written().length - records().length).toBe(2 * blueskyReplyControls.length - 1);
  });

  it('fit the lexicons of the network\'s own client library', () => { judge(published); });

  const repository = fromRepository();
  if (repository === null) it('not run: ../shared/networks/specs/atproto/lexicons is not there', () => { expect(existsSync(folder)).toBe(false); });
  else it('fit the lexicons of the network\'s repository', () => { judge(repository); });

  it('the judge can say no', () => {
    const [record] = records();
    for (const broken of [{ ...record, text: 'x'.repeat(301) }, { ...record, createdAt: 'yesterday' }, { ...record, langs: ['not a language'] }, { ...record, facets: [{ index: { byteStart: -1, byteEnd: 2 }, features: [] }] }, { ...record, reply: {} }]) {
      expect(() => published.assertValidRecord('app.bsky.feed.post', broken)).toThrow();
    }
    const gate = written().find((one) => one['$type'] === 'app.bsky.feed.threadgate');
    for (const broken of [{ ...gate, post: 'no address' }, { ...gate, allow: ['nobody'] }, { ...gate, createdAt: '' }]) expect(() => published.assertValidRecord('app.bsky.feed.threadgate', broken)).toThrow();
    expect(() => published.assertValidXrpcInput('com.atproto.repo.putRecord', { repo: did })).toThrow();
  });
});
