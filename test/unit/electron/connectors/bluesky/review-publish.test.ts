import { describe, expect, it } from 'vitest';
import type { Json } from '#core/json';
import { err, ok } from '#core/result';
import type { PublishContext } from '#electron/connectors/ports/publish';
import type { BlueskyClient, BlueskyDeps } from '#electron/connectors/bluesky/client';
import { createPublishPort } from '#electron/connectors/bluesky/publish';
import { createFakeClock } from '#test/support/fake-clock';
import { outgoingPicture } from '#test/support/outgoing';

function port(read: BlueskyClient['read']) {
  const clock = createFakeClock();
  const deps = { clock, bases: { app: 'https://app.example' } } as unknown as BlueskyDeps;
  return { clock, publish: createPublishPort(deps, { read } as unknown as BlueskyClient) };
}
function context(committedAt: number): { readonly context: PublishContext; readonly saved: [string, Json][] } {
  const saved: [string, Json][] = [];
  const session = { accountId: 'a', serverUrl: 'https://pds.example', remoteId: 'did:plc:me', handle: 'me', limits: null, secret: {}, saveSecret: () => Promise.resolve(), lock: <T>(work: () => Promise<T>) => work() };
  return {
    saved,
    context: {
      publicationId: 'p', session, outgoing: { parts: [{ text: 'hello', media: [] }], options: {}, dueAt: committedAt }, key: '3m5zzzzzzzz22', saved: {}, committedAt,
      save: (step, value) => { saved.push([step, value]); }, signal: new AbortController().signal,
    },
  };
}

describe('a commit on Bluesky', () => {
  it('saves nothing before something is public', async () => {
    const { publish, clock } = port(() => Promise.resolve(err({ type: 'unavailable', detail: 'refused' })));
    const { context: c, saved } = context(clock.now());
    expect((await publish.commit(c)).type).toBe('unavailable');
    // The engine takes whatever is saved while committing for a part that is out.
    expect(saved).toEqual([]);
  });

  it('sends the very same record again', async () => {
    const bodies: unknown[] = [];
    const { publish, clock } = port((_session, call, shape) => {
      bodies.push('json' in call ? call.json : null);
      return Promise.resolve(ok(shape.parse({ uri: 'at://did:plc:me/app.bsky.feed.post/3m5zzzzzzzz22', cid: 'bafy' })));
    });
    const { context: c } = context(clock.now());
    await publish.commit(c);
    clock.jump(5000);
    await publish.commit(c);
    expect(bodies).toHaveLength(2);
    expect(bodies[1]).toEqual(bodies[0]);
  });

  it('chooses keys that two posts of the same millisecond do not share', () => {
    const { publish } = port(() => Promise.reject(new Error('not asked')));
    let x = 1;
    const bytes = (n: number): Uint8Array => Uint8Array.from({ length: n }, () => { x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0; return x >>> 24; });
    const keys = Array.from({ length: 3000 }, () => publish.chooseKey(1_795_338_000_000, bytes));
    // Ten random bits gave at most 1,024 keys in a millisecond.
    expect(new Set(keys).size).toBeGreaterThan(2950);
    for (const key of keys) expect(key).toMatch(/^[234567abcdefghij][234567a-z]{12}$/);
  });
});

describe('preparing on Bluesky', () => {
  it('uploads a picture once, and again when the server may have thrown it away', async () => {
    let uploads = 0;
    const { publish, clock } = port((_session, call, shape) => {
      if (call.name.endsWith('uploadBlob')) uploads += 1;
      return Promise.resolve(ok(shape.parse({ blob: { $type: 'blob', ref: { $link: 'bafy' }, mimeType: 'image/png', size: 1 } })));
    });
    const { context: c } = context(clock.now());
    const saved: Record<string, Json> = {};
    const media = outgoingPicture(new Uint8Array(1), { assetId: 'a1' });
    const prepare = () => publish.prepare({ ...c, outgoing: { ...c.outgoing, parts: [{ text: 'hello', media: [media] }] }, saved, save: (step, value) => { saved[step] = value; } });
    expect(await prepare()).toMatchObject({ ok: true });
    clock.jump(30 * 60_000);
    expect(await prepare()).toMatchObject({ ok: true });
    expect(uploads).toBe(1);
    clock.jump(30 * 60_000);
    expect(await prepare()).toMatchObject({ ok: true });
    expect(uploads).toBe(2);
    expect(saved['blob:0:0:a1']).toMatchObject({ $type: 'blob' });
  });
});
