import { describe, expect, it } from 'vitest';
import type { Publication } from '#core/contract/posts';
import { createFormat } from '#renderer/format';
import { verdictWords, waitsForLogin } from '#renderer/messages/verdicts';

describe('the words for a post whose network has signed us out', () => {
  it('says that it waits for a login only while nothing but that is in its way', () => {
    expect(waitsForLogin({ state: 'scheduled', problemCode: 'signed-out', nativeRef: null })).toBe(true);
    expect(waitsForLogin({ state: 'scheduled', problemCode: 'unavailable', nativeRef: null })).toBe(false);
    expect(waitsForLogin({ state: 'scheduled', problemCode: 'signed-out', nativeRef: 's1' })).toBe(false);
    expect(waitsForLogin({ state: 'missed', problemCode: 'signed-out', nativeRef: null })).toBe(false);
  });
});

describe('the words for a post that may be live', () => {
  it('say the day as well when it was not today, however few hours ago', () => {
    const format = createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'Europe/London' });
    const sent = { state: 'unconfirmed', network: 'bluesky', stateSince: Date.parse('2026-11-21T22:10:04Z') } as Publication;
    const at = (now: string): string => verdictWords(sent, { format, zone: 'Europe/London', now: Date.parse(now) }).body;
    expect(at('2026-11-21T22:30:00Z')).toContain('(22:10:04, London)');
    expect(at('2026-11-22T09:00:00Z')).toContain('(Sat 21 Nov 22:10, London)');
  });
});
