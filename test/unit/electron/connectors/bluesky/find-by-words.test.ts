import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import type { Json } from '#core/json';
import { err, ok } from '#core/result';
import type { BlueskyClient, BlueskyDeps } from '#electron/connectors/bluesky/client';
import { createPublishPort } from '#electron/connectors/bluesky/publish';
import { createTid, partTid } from '#electron/connectors/bluesky/tid';
import type { PublishContext } from '#electron/connectors/ports/publish';
import { createFakeClock } from '#test/support/fake-clock';
import { outgoingPicture } from '#test/support/outgoing';

const ME = 'did:plc:me';
const clock = createFakeClock();
const now = clock.now();
interface Record_ { readonly key: string; readonly text: string; readonly reply?: string; readonly images?: number }
const uriOf = (key: string): string => `at://${ME}/app.bsky.feed.post/${key}`;
const tid = (ago: number): string => createTid(now - ago, 7);

/** An account's own server that holds these; lists two at a time, the newest first. */
function look(records: readonly Record_[], parts: readonly string[], more: Partial<PublishContext> = {}, media = 0) {
  const sorted = records.toSorted((a, b) => (a.key < b.key ? 1 : -1));
  const asked: string[] = [];
  const read: BlueskyClient['read'] = (_session, call, shape) => {
    asked.push(call.name);
    const { rkey, cursor } = call.params ?? {};
    const answer = ({ key, text, reply, images }: Record_) => ({
      uri: uriOf(key), cid: 'bafy',
      value: { text, ...(reply === undefined ? {} : { reply: { root: { uri: reply }, parent: { uri: reply } } }), ...(images === undefined ? {} : { embed: { $type: 'app.bsky.embed.images', images: Array.from({ length: images }, () => ({})) } }) },
    });
    if (call.name === 'com.atproto.repo.getRecord') {
      const one = records.find(({ key }) => key === rkey);
      return Promise.resolve(one === undefined ? err({ type: 'rejected', reason: 'not-found', detail: 'no record' }) : ok(shape.parse(answer(one))));
    }
    const rest = sorted.filter(({ key }) => cursor === undefined || key < String(cursor)).slice(0, 2);
    return Promise.resolve(ok(shape.parse({ records: rest.map(answer), ...(rest.length === 2 ? { cursor: rest[1]?.key } : {}) })));
  };
  const saved: Record<string, Json> = {};
  const session = { accountId: 'a', serverUrl: 'https://pds.example', remoteId: ME, handle: 'me', limits: null, secret: {}, saveSecret: () => Promise.resolve(), lock: <T>(work: () => Promise<T>) => work() };
  const pictures = Array.from({ length: media }, (_, i) => outgoingPicture(new Uint8Array(), { assetId: `a${i}`, mime: '', read: () => Promise.reject(new Error('not read')) }));
  const context: PublishContext = {
    publicationId: 'p', session, outgoing: { parts: parts.map((text) => ({ text, media: pictures })), options: {}, dueAt: now }, key: tid(0), saved, committedAt: now - DAY,
    save: (step, value) => { saved[step] = value; }, byWords: true, signal: new AbortController().signal, ...more,
  };
  const publish = createPublishPort({ clock, bases: { app: 'https://app.example' } } as unknown as BlueskyDeps, { read } as unknown as BlueskyClient);
  return { found: publish.findPublished(context), saved, asked };
}
const others = [1, 2, 3, 4, 5].map((n) => ({ key: tid(n * HOUR), text: `something else ${n}` }));

describe('a post on Bluesky whose key a restore has forgotten', () => {
  it('is found by its words, behind others, and its part is saved', async () => {
    const key = tid(10 * HOUR);
    const { found, saved } = look([...others, { key, text: 'hello' }, { key: 'self-made', text: 'hello' }], ['hello']);
    expect(await found).toEqual({ ok: true, value: { type: 'published', remoteId: uriOf(key), permalink: `https://app.example/profile/${ME}/post/${key}` } });
    expect(saved).toEqual({ 'part:0': { uri: uriOf(key), cid: 'bafy' } });
  });

  it('is not there when only an older one, a reply, or one with other pictures says the same', async () => {
    const records = [...others, { key: tid(40 * DAY), text: 'hello' }, { key: tid(HOUR + 1), text: 'hello', reply: 'at://x/y/z' }, { key: tid(HOUR + 2), text: 'hello', images: 1 }];
    expect(await look(records, ['hello']).found).toEqual({ ok: true, value: { type: 'absent' } });
    expect(await look(records, ['hello'], {}, 1).found).toMatchObject({ ok: true, value: { type: 'published' } });
  });

  it('is not called absent when the clock may have been set between the back-up and the post', async () => {
    expect(await look([...others, { key: tid(2 * DAY), text: 'hello' }], ['hello']).found).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('is not told from another one with the same words', async () => {
    expect(await look([{ key: tid(HOUR), text: 'hello' }, { key: tid(2 * HOUR), text: 'hello' }], ['hello']).found).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('is found part by part when it is a thread', async () => {
    const key = tid(3 * HOUR);
    const thread = [{ key, text: 'one' }, { key: partTid(key, 1), text: 'two', reply: uriOf(key) }];
    expect(await look([...others, ...thread], ['one', 'two']).found).toMatchObject({ ok: true, value: { type: 'published', remoteId: uriOf(key) } });
    expect(await look([...others, ...thread], ['one', 'two', 'three']).found).toEqual({ ok: true, value: { type: 'partly' } });
  });

  it('is looked for by its key alone when that is known', async () => {
    const { found, asked } = look([{ key: tid(HOUR), text: 'hello' }], ['hello'], { byWords: undefined } as unknown as Partial<PublishContext>);
    expect(await found).toEqual({ ok: true, value: { type: 'absent' } });
    expect(asked).not.toContain('com.atproto.repo.listRecords');
  });
});
