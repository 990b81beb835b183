import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/clock';
import { readAllowance, windowOf } from '#electron/connectors/http/allowance';

const now = Date.parse('2026-11-22T09:00:00Z');
const of = (headers: Record<string, string>): Headers => new Headers(headers);

describe('what rate-limit headers say is left', () => {
  it.each([
    ['Mastodon, ISO 8601', { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '298', 'x-ratelimit-reset': '2026-11-22T09:05:00.000Z' }, { limit: 300, left: 298, resetsAt: now + 5 * MINUTE }],
    ['Bluesky, epoch seconds', { 'ratelimit-limit': '5000', 'ratelimit-remaining': '4860', 'ratelimit-reset': String((now + HOUR) / 1000), 'ratelimit-policy': '5000;w=3600' }, { limit: 5000, left: 4860, resetsAt: now + HOUR }],
    ['Pinterest, several in one', { 'x-ratelimit-limit': '1000, 1000;w=86400', 'x-ratelimit-remaining': '0' }, { limit: 1000, left: 0, resetsAt: null }],
  ])('%s', (_name, headers, expected) => {
    expect(readAllowance(of(headers), now, 'calls')).toEqual({ unit: 'calls', ...expected });
  });

  it.each([{}, { 'x-ratelimit-limit': '300' }, { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' }, { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '11' }, { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '-1' }])('nothing, where %j makes no sense', (headers) => {
    expect(readAllowance(of(headers), now, 'calls')).toBeNull();
  });

  it('reads only the names a network is known by, and the window of a policy', () => {
    const x = of({ 'x-rate-limit-limit': '75', 'x-rate-limit-remaining': '74', 'x-user-limit-24hour-limit': '100', 'x-user-limit-24hour-remaining': '40' });
    expect(readAllowance(x, now, 'posts', ['x-user-limit-24hour'])).toEqual({ unit: 'posts', limit: 100, left: 40, resetsAt: null });
    expect(windowOf(of({ 'ratelimit-policy': '5000;w=3600' }))).toBe(HOUR);
    expect(windowOf(of({}))).toBeNull();
  });
});
