import { afterEach, describe, expect, it } from 'vitest';
import { createFaultBoard } from '#electron/practice-network/faults';
import { createFakeClock } from '#test/support/fake-clock';
import { startPractice, type StartedPractice } from '#test/support/practice';

let network: StartedPractice | null = null;
afterEach(async () => {
  await network?.stop();
  network = null;
});

async function started(options: Parameters<typeof startPractice>[0] = {}) {
  const made = await startPractice(options);
  network = made;
  const login = await made.admin.login('Ada Press');
  const post = (text: string, signal?: AbortSignal) =>
    fetch(`${made.url}/api/posts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${login.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      ...(signal === undefined ? {} : { signal }),
    });
  const texts = async () => (await made.admin.posts()).map((p) => p.text);
  return { admin: made.admin, url: made.url, post, texts, login };
}
const ENDPOINT = 'POST /api/posts';

describe('faults over the wire', () => {
  it.each([
    ['error', 'before', 500, []],
    ['error', 'after', 500, ['a post']],
    ['rate-limit', 'before', 429, []],
    ['token-expired', 'before', 401, []],
  ] as const)('%s %s the write answers %i', async (kind, when, status, written) => {
    const { admin, post, texts } = await started();
    await admin.fault({ kind, when, endpoint: ENDPOINT, count: 1, retryAfterSeconds: 7 });
    const answer = await post('a post');
    expect(answer.status).toBe(status);
    if (kind === 'rate-limit') expect(answer.headers.get('retry-after')).toBe('7');
    expect(await texts()).toEqual(written);
    expect((await post('next')).status).toBe(201);
  });

  it.each([
    ['before', []],
    ['after', ['a post']],
  ] as const)('reset %s the write breaks the line', async (when, written) => {
    const { admin, post, texts } = await started();
    await admin.fault({ kind: 'reset', when, endpoint: ENDPOINT, count: 1 });
    await expect(post('a post')).rejects.toThrow();
    expect(await texts()).toEqual(written);
    expect(await admin.stats()).toMatchObject({ [ENDPOINT]: { reset: 1 } });
  });

  it('hang after the write never answers, though the post is there', async () => {
    const { admin, post, texts } = await started();
    await admin.fault({ kind: 'hang', when: 'after', endpoint: ENDPOINT, count: 1 });
    const leaver = new AbortController();
    let answered = false;
    const asked = post('a post', leaver.signal).then(() => { answered = true; });
    await expect.poll(texts).toEqual(['a post']);
    // It has had the time of two whole exchanges since.
    expect(await texts()).toEqual(['a post']);
    expect(answered).toBe(false);
    leaver.abort();
    await expect(asked).rejects.toThrow();
  });

  it('slow waits on the clock, and drops the work of a caller who has gone unless told otherwise', async () => {
    const clock = createFakeClock();
    const { admin, post, texts } = await started({ clock });
    const waiting = async () => {
      while (clock.pending() === 0) await new Promise<void>((resolve) => void setImmediate(resolve));
    };
    await admin.fault({ kind: 'slow', ms: 5000, endpoint: ENDPOINT, count: 2 });
    const patient = post('patient');
    await waiting();
    await clock.advance(5000);
    expect((await patient).status).toBe(201);

    const leaver = new AbortController();
    const gone = post('gone', leaver.signal).catch(() => 'gone');
    await waiting();
    leaver.abort();
    await gone;
    await admin.posts();
    await clock.advance(5000);
    expect(await texts()).toEqual(['patient']);
  });

  it('leaves the admin door and other endpoints alone', async () => {
    const { admin, post, url, login } = await started();
    await admin.fault({ kind: 'error', endpoint: ENDPOINT });
    expect((await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${login.access_token}` } })).status).toBe(200);
    await admin.fault({ kind: 'error' });
    expect(await admin.posts()).toEqual([]);
    await admin.clearFaults();
    expect((await post('now')).status).toBe(201);
  });
});

describe('the fault board', () => {
  it('strikes by chance from its seed: the same row of requests is struck alike', () => {
    const row = (seed: string) => {
      const board = createFaultBoard();
      board.add({ kind: 'reset', probability: 0.3, seed });
      return Array.from({ length: 400 }, () => board.strike(ENDPOINT).before.length);
    };
    expect(row('a')).toEqual(row('a'));
    expect(row('a')).not.toEqual(row('b'));
    const struck = row('a').filter((n) => n === 1).length;
    expect(struck).toBeGreaterThan(80);
    expect(struck).toBeLessThan(160);
  });

  it('lets some through first and then strikes as often as it was told', () => {
    const board = createFaultBoard();
    board.add({ kind: 'error', skip: 2, count: 2, endpoint: ENDPOINT });
    board.strike('GET /api/me');
    expect(Array.from({ length: 6 }, () => board.strike(ENDPOINT).before.length)).toEqual([0, 0, 1, 1, 0, 0]);
  });
});
