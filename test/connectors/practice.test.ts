import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import type { Outgoing, PublishContext, Session } from '#electron/connectors/connector';
import { createHttp } from '#electron/connectors/http/fetch';
import { createPracticeConnector, PRACTICE_SERVER } from '#electron/connectors/practice/practice';
import { connectPracticeAccount } from '#electron/connectors/practice/sample-login';
import type { Json, JsonObject } from '#core/json';
import { realClock } from '#test/connectors/support/real-clock';
import { startPractice, type StartedPractice } from '#test/support/practice';

const http = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
let network: StartedPractice;
let honoursKeys = true;
const deps = { http, clock: realClock, resolveBase: () => network.url, honoursKeys: () => honoursKeys, randomBytes: (n: number) => randomBytes(n) };
const connector = createPracticeConnector(deps);
const never = new AbortController().signal;

interface TestSession extends Session {
  readonly saves: JsonObject[];
}

async function connect(name: string): Promise<TestSession> {
  const connected = await connectPracticeAccount(deps, { base: network.url, secret: network.secret }, name);
  if (!connected.ok) throw new Error(JSON.stringify(connected.error));
  let secret = connected.value.secret;
  let queue: Promise<unknown> = Promise.resolve();
  const saves: JsonObject[] = [];
  return {
    accountId: `account-${name}`,
    serverUrl: PRACTICE_SERVER,
    remoteId: connected.value.profile.remoteId,
    handle: connected.value.profile.handle,
    limits: null,
    get secret() {
      return secret;
    },
    saves,
    saveSecret: async (next) => {
      saves.push(next);
      secret = next;
    },
    lock: (work) => {
      const run = queue.then(work);
      queue = run.catch(() => undefined);
      return run;
    },
  };
}

function contextOf(session: Session, parts: Outgoing['parts'], more: Partial<PublishContext> = {}): PublishContext & { readonly saved: Record<string, Json> } {
  const saved: Record<string, Json> = {};
  return {
    session,
    outgoing: { parts, options: {}, dueAt: realClock.now() },
    key: connector.publish.chooseKey(realClock.now(), (n) => randomBytes(n)),
    save: (step, value) => {
      saved[step] = value;
    },
    committedAt: realClock.now(),
    signal: never,
    ...more,
    saved,
  };
}
const say = (text: string) => [{ text, media: [] }];
const serverTexts = async (text: string) => (await network.admin.posts()).filter((p) => p.text === text && p.deleted_at_ms === null);

let session: TestSession;
beforeAll(async () => {
  network = await startPractice();
});
afterAll(async () => {
  await network.stop();
});
beforeEach(async () => {
  honoursKeys = true;
  await network.admin.honourKeys(true);
  await network.admin.clearFaults();
  session = await connect('Harbour Lane');
});

describe('publishing', () => {
  it('publishes, proves it live, deletes it, and deletes it again without complaint', async () => {
    const context = contextOf(session, say('Fresh from the press'));
    const outcome = await connector.publish.commit(context);
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(outcome.permalink).toBe(`${network.url}/@harbour.lane/${outcome.remoteId}`);
    expect(await connector.publish.fetchPost(session, outcome.remoteId, never)).toEqual({ ok: true, value: 'live' });
    expect(await connector.publish.remove(session, outcome.remoteId, never)).toEqual({ ok: true, value: null });
    expect(await connector.publish.remove(session, outcome.remoteId, never)).toEqual({ ok: true, value: null });
    expect(await connector.publish.fetchPost(session, outcome.remoteId, never)).toEqual({ ok: true, value: 'gone' });
  });

  it('a replay with the same key gives the first post and makes no second', async () => {
    const context = contextOf(session, say('Said once'));
    const first = await connector.publish.commit(context);
    // As after a crash before the answer was saved.
    const again = await connector.publish.commit({ ...context, saved: {} });
    expect(first.type).toBe('published');
    expect(again).toMatchObject({ remoteId: (first as { remoteId: string }).remoteId });
    expect(await serverTexts('Said once')).toHaveLength(1);
  });

  it.each(['reset', 'error', 'hang'] as const)('an answer lost by %s after the write is unknown, and is found by its key', async (kind) => {
    await network.admin.fault({ kind, when: 'after', endpoint: 'POST /api/posts', count: 1 });
    const context = contextOf(session, say(`Lost by ${kind}`));
    const signal = kind === 'hang' ? AbortSignal.timeout(300) : never;
    const outcome = await connector.publish.commit({ ...context, signal });
    expect(outcome.type).toBe('unknown');
    expect(await serverTexts(`Lost by ${kind}`)).toHaveLength(1);
    expect(await connector.publish.findPublished(context)).toMatchObject({ ok: true, value: { type: 'published' } });
  });

  it('a reset before the write is unknown too, and is found absent', async () => {
    await network.admin.fault({ kind: 'reset', endpoint: 'POST /api/posts', count: 1 });
    const context = contextOf(session, say('Never arrived'));
    expect((await connector.publish.commit(context)).type).toBe('unknown');
    expect(await connector.publish.findPublished(context)).toEqual({ ok: true, value: { type: 'absent' } });
  });

  it('without keys, a lost post is found by its words, and a blind resend makes a duplicate', async () => {
    honoursKeys = false;
    await network.admin.honourKeys(false);
    expect(connector.publish.replaySafeUntil(realClock.now())).toBeNull();
    await network.admin.fault({ kind: 'reset', when: 'after', endpoint: 'POST /api/posts', count: 1 });
    const context = contextOf(session, say('  Café\r\nwith a view '));
    expect((await connector.publish.commit(context)).type).toBe('unknown');
    const found = await connector.publish.findPublished({ ...context, saved: {} });
    expect(found).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await serverTexts('Café\nwith a view')).toHaveLength(1);
    await connector.publish.commit({ ...context, saved: {} });
    expect(await serverTexts('Café\nwith a view')).toHaveLength(2);
    expect(await connector.publish.findPublished({ ...context, saved: {} })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});
