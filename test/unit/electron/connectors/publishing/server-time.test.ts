import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { err, ok } from '#core/result';
import type { Http, HttpAnswer } from '#electron/connectors/http/http';
import { createServerTimes, oldestAt } from '#electron/connectors/publishing/server-time';
import { createFakeClock } from '#test/support/fake-clock';

const NOW = Date.UTC(2026, 10, 22, 9, 0);
const ORIGIN = 'https://social.example';
const date = (at: number) => ({ date: new Date(at).toUTCString() });

/** A server that answers with these headers, one set a call; null: the line broke. */
function told(...answers: readonly ({ readonly status?: number; readonly headers: Record<string, string> } | null)[]) {
  const clock = createFakeClock(NOW);
  const left = [...answers];
  const http: Pick<Http, 'request'> = {
    request: () => {
      const next = left.shift() ?? null;
      if (next === null) return Promise.resolve(err({ type: 'no-answer', sent: false, detail: 'reset' } as never));
      return Promise.resolve(ok({ status: next.status ?? 200, headers: new Headers(next.headers) } as HttpAnswer));
    },
  };
  const times = createServerTimes({ http: http as Http, clock });
  const ask = (url = `${ORIGIN}/api/v1/x`) => times.http.request({ method: 'GET', url } as never);
  return { clock, times, ask };
}

describe('what time a server tells', () => {
  it('is that of its last good answer, and goes on by itself, whatever somebody sets our clock to', async () => {
    const { clock, times, ask } = told({ headers: date(NOW + HOUR) }, { status: 502, headers: date(NOW - 9 * DAY) }, null);
    expect(times.last(ORIGIN)).toBeNull();
    await ask();
    expect(times.last(`${ORIGIN}/elsewhere`)).toBe(NOW + HOUR);
    await ask();
    await ask();
    await clock.advance(90 * SECOND);
    clock.jump(-5 * HOUR);
    expect(times.last(ORIGIN)).toBe(NOW + HOUR + 90 * SECOND);
    expect(times.last('https://other.example')).toBeNull();
  });

  it('is never later than it is: a sleep is not counted, nor more than a day of our own counting', async () => {
    const { clock, times, ask } = told({ headers: date(NOW) });
    await ask();
    clock.sleep(3 * HOUR);
    expect(times.last(ORIGIN)).toBe(NOW);
    await clock.advance(5 * DAY);
    expect(times.last(ORIGIN)).toBe(NOW + DAY);
  });

  it('is not known after an answer that tells none, and an answer from a cache says how old it is', async () => {
    const { times, ask } = told({ headers: date(NOW) }, { headers: {} }, { headers: { ...date(NOW - 10 * MINUTE), age: '600' } }, { headers: { ...date(NOW), age: 'soon' } });
    await ask();
    await ask();
    expect(times.last(ORIGIN)).toBeNull();
    await ask();
    expect(times.last(ORIGIN)).toBe(NOW);
    await ask();
    expect(times.last(ORIGIN)).toBe(NOW);
  });

  it('says how old at the most something is that was sent after it', () => {
    expect(oldestAt(NOW + 10 * MINUTE, { saved: { 'not-before': NOW } })).toBe(15 * MINUTE);
    expect(oldestAt(null, { saved: { 'not-before': NOW } })).toBeNull();
    expect(oldestAt(NOW, { saved: {} })).toBeNull();
    expect(oldestAt(NOW - 6 * MINUTE, { saved: { 'not-before': NOW } })).toBeNull();
  });
});
