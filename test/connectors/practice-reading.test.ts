import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '#electron/connectors/http/fetch';
import { createPracticeConnector } from '#electron/connectors/practice/practice';
import { addPastPost } from '#electron/connectors/practice/sample-login';
import { realClock } from '#test/connectors/support/real-clock';
import { startPractice, type StartedPractice } from '#test/support/practice';
import { connectPractice, type PracticeSession } from '#test/support/practice-session';

let network: StartedPractice;
let session: PracticeSession;
const deps = { http: createHttp({ clock: realClock, userAgent: 'Linnet/test' }), clock: realClock, resolveBase: () => network.url, honoursKeys: () => true, randomBytes: (n: number) => randomBytes(n) };
const connector = createPracticeConnector(deps);
const never = new AbortController().signal;
beforeEach(async () => {
  network = await startPractice();
  session = await connectPractice(deps, network, 'Harbour Lane');
});
afterEach(() => network.stop());

describe('reading', () => {
  it('profile, metrics of what still exists, and comments from people who do not', async () => {
    expect(await connector.account.profile(session, never)).toMatchObject({ ok: true, value: { handle: 'harbour.lane', limits: null } });
    const ids: string[] = [];
    for (let i = 0; i < 12; i += 1) {
      const past = await addPastPost(deps, { base: network.url, secret: network.secret }, { handle: session.handle, text: `Which one, ${i}?`, media: [], at: realClock.now() - 10 * 86_400_000, key: `past-${i}` });
      if (past.ok) ids.push(past.value.remoteId);
    }
    const metrics = await connector.metrics?.posts(session, [...ids, '999999'], never);
    if (metrics?.ok !== true) throw new Error('no metrics');
    expect([...metrics.value.keys()].toSorted()).toEqual(ids.toSorted());
    expect([...metrics.value.values()].every((m) => (m.views ?? 0) > 0)).toBe(true);
    const inbox = await connector.inbox?.list(session, null, never);
    if (inbox?.ok !== true) throw new Error('no inbox');
    expect(inbox.value.items.length).toBeGreaterThan(5);
    expect(inbox.value.items.filter((i) => i.kind === 'comment').every((i) => i.postRemoteId !== null)).toBe(true);
    const seen = await fetch(inbox.value.items[0]?.permalink ?? '');
    expect(seen.status).toBe(200);
    expect(await connector.inbox?.list(session, inbox.value.cursor, never)).toEqual({ ok: true, value: { items: [], cursor: inbox.value.cursor } });
  });
});
