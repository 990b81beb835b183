import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#core/json';
import { err, ok } from '#core/result';
import type { PublishContext } from '#electron/connectors/ports/publish';
import { mediaIds, mediaStep } from '#electron/connectors/publishing/saved-media';
import { commitThread, findThread, idsLastFirst, readPart } from '#electron/connectors/publishing/thread';
import { outgoingPicture } from '#test/support/outgoing';

function contextOf(parts: number, saved: Record<string, Json> = {}): PublishContext {
  return {
    session: { accountId: 'a', serverUrl: '', remoteId: '', handle: '', limits: null, secret: {}, saveSecret: async () => undefined, lock: async (work) => work() },
    outgoing: { parts: Array.from({ length: parts }, (_, p) => ({ text: `part ${p}`, media: [] })), options: {}, dueAt: 0 },
    publicationId: 'p', key: 'k', saved, save: (step, value) => { saved[step] = value; }, committedAt: null, signal: new AbortController().signal,
  };
}
const partOf = (p: number) => ({ id: `id-${p}`, url: `https://network.example/${p}` });
const refused = { type: 'unavailable', detail: 'not now' } as const;

describe('a thread', () => {
  it('goes out part by part, each once and behind the one before, however often it breaks off', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 5 }), async (parts, breaks) => {
      const saved: Record<string, Json> = {};
      const posted: (readonly [number, string | null])[] = [];
      for (const breakAt of [...breaks, -1]) {
        const outcome = await commitThread(contextOf(parts, saved), async (_part, p, replyTo) => {
          if (p === breakAt) return err(refused);
          posted.push([p, replyTo]);
          return ok({ part: partOf(p), log: null });
        });
        if (breakAt < 0) expect(outcome).toEqual({ type: 'published', remoteId: 'id-0', permalink: 'https://network.example/0' });
      }
      expect(posted).toEqual(Array.from({ length: parts }, (_, p) => [p, p === 0 ? null : `id-${p - 1}`]));
    }));
  });

  it('is never empty', async () => {
    expect(await commitThread(contextOf(0), async () => err(refused))).toMatchObject({ type: 'rejected', reason: 'invalid' });
  });

  it('is found as far as it is out, and never takes one post for two parts', async () => {
    const context = contextOf(3, { 'part:0': partOf(0) });
    const taken: string[][] = [];
    const found = await findThread(context, (_part, p, place) => {
      taken.push([...place.taken, place.root ?? '', place.parent ?? '']);
      return ok(p === 1 ? { type: 'published', part: partOf(1) } : { type: 'absent' });
    });
    expect(found).toEqual(ok({ type: 'partly' }));
    expect(taken).toEqual([['id-0', 'id-0', 'id-0'], ['id-0', 'id-1', 'id-0', 'id-1']]);
    expect([readPart(context, 1), readPart(context, 2)]).toEqual([partOf(1), null]);
    expect(await findThread(contextOf(2), () => ok({ type: 'absent' }))).toEqual(ok({ type: 'absent' }));
    expect(await findThread(contextOf(2), () => ok({ type: 'cannot-tell', detail: 'why' }))).toEqual(ok({ type: 'cannot-tell', detail: 'why' }));
  });

  it('is removed from its end', () => {
    expect(idsLastFirst({ 'part:0': partOf(0), 'part:1': partOf(1), 'part:3': partOf(3) }, 'id-0')).toEqual(['id-1', 'id-0']);
    expect(idsLastFirst({}, 'alone')).toEqual(['alone']);
  });
});

it('has the ids of a part’s pictures only when all of them are ready', () => {
  const media = ['one', 'two'].map((assetId) => outgoingPicture(new Uint8Array(1), { assetId }));
  const saved = (readyTwo: boolean) => ({ saved: Object.fromEntries(media.map((one, m) => [mediaStep(0, m, one), { id: `m-${one.assetId}`, ready: m === 0 || readyTwo, at: 0 }])) });
  expect(mediaIds(saved(true), { text: '', media }, 0)).toEqual(['m-one', 'm-two']);
  expect(mediaIds(saved(false), { text: '', media }, 0)).toBeNull();
  expect(mediaIds({ saved: {} }, { text: '', media }, 0)).toBeNull();
});
