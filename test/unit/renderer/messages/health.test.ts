import { describe, expect, it } from 'vitest';
import { createFormat } from '#renderer/format';
import { holdsWords, leftWords, missingWords, moneyWords, nearLimit, signedInUntil, usedWords } from '#renderer/messages/health';
import { loginEndsWords } from '#renderer/messages/login-ends';
import { scopeWords } from '#renderer/messages/scopes';
import { account } from '../composer/support';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2026-10-13T12:00:00Z');
const said = { format: createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'UTC' }), zone: 'UTC', now };

describe('how long a login lasts', () => {
  it.each([
    [{ expiresAt: null, renewsItself: true }, 'renews itself'],
    [{ expiresAt: null }, 'no end date'],
    [{ expiresAt: now + 7 * DAY }, 'Tue 20 Oct'],
    [{ expiresAt: now + 5 * DAY + HOUR }, 'Sun 18 Oct, 5\u00a0days\u00a0left'],
    [{ expiresAt: now + DAY }, 'Wed 14 Oct, 1\u00a0day\u00a0left'],
    [{ expiresAt: now + 3 * HOUR }, '15:00, less than a day'],
    [{ expiresAt: now - HOUR }, 'ended 11:00'],
    [{ status: 'signed-out' as const, lastErrorAt: now - HOUR }, 'since 11:00'],
    [{ status: 'disconnected' as const }, 'not signed in'],
  ])('%j is said as %s', (patch, words) => {
    expect(signedInUntil(account('a', 'bluesky', patch), said)).toBe(words);
  });

  it('is said when a post gets a later time', () => {
    const end = { network: 'bluesky' as const, handle: 'harrow.test', endsAt: now + 5 * DAY };
    expect(loginEndsWords([], said)).toBe('');
    expect(loginEndsWords([end], said)).toBe(' The login of harrow.test on Bluesky ends before that, Sun 18 Oct: reconnect it by then.');
    expect(loginEndsWords([end, end, end], said)).toMatch(/ 2 more logins end before it, too\.$/);
  });
});

describe('what is left', () => {
  const posts = { unit: 'posts' as const, limit: 25, left: 3, resetsAt: now + 2 * HOUR };
  it('is said with the moment it begins anew, and warned of when nearly nothing is', () => {
    expect(leftWords(posts, said)).toBe('3 of 25 posts left until 14:00');
    expect(leftWords({ ...posts, resetsAt: null }, said)).toBe('3 of 25 posts left');
    expect(leftWords({ unit: 'percent', limit: 100, left: 12, resetsAt: null }, said)).toBe('12% of an hour’s calls left');
    expect(usedWords({ unit: 'percent', limit: 100, left: 12, resetsAt: null }, said.format)).toBe('88% of an hour’s calls');
    expect(usedWords({ unit: 'points', limit: 5_000, left: 4_860, resetsAt: null }, said.format)).toBe('140 of 5,000 points');
    expect(nearLimit({ allowances: [{ ...posts, left: 4 }] })).toBeNull();
    expect(nearLimit({ allowances: [posts, { ...posts, unit: 'calls', left: 0 }] })).toMatchObject({ unit: 'calls', left: 0 });
  });

  it('of money is said in the currency of the network', () => {
    expect(moneyWords({ currency: 'USD', amount: 0.015 }, said.format)).toBe('US$0.015');
    expect(moneyWords({ currency: 'USD', amount: 1.246 }, said.format)).toBe('US$1.25');
    expect(moneyWords({ currency: 'USD', amount: 0 }, said.format)).toBe('US$0.00');
  });
});

describe('posts that the network holds', () => {
  it('are held only where the network can, and brand and account allow it', () => {
    const heldBy = (can: boolean, on: boolean, brand: boolean): string => holdsWords({ canNativeSchedule: can, nativeHandover: on }, brand, 'Mastodon');
    expect(heldBy(true, true, true)).toMatch(/^yes/);
    expect([heldBy(false, true, true), heldBy(true, true, false), heldBy(true, false, true)].map((words) => words.slice(0, 2))).toEqual(['no', 'no', 'no']);
    expect(heldBy(true, true, false)).toContain('whole brand');
  });
});

describe('permissions', () => {
  it('are named in words, for every one that a connector asks for', () => {
    const asked = [
      'atproto', 'transition:generic', 'profile', 'read:accounts', 'read:statuses', 'read:notifications', 'read:search', 'write:statuses', 'write:media', 'write:favourites', 'write:conversations', 'read', 'write',
      'tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access', 'openid', 'w_member_social', 'boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read',
    ];
    expect(asked.filter((scope) => scopeWords(scope) === scope)).toEqual([]);
    expect(missingWords({ missingScopes: ['pins:write', 'profile', 'read:accounts'] })).toEqual(['Publish and delete Pins', 'Read your profile']);
  });
});
