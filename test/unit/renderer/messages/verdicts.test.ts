import { describe, expect, it } from 'vitest';
import type { Publication } from '#core/contract/posts';
import type { Need } from '#core/contract/publishing';
import { createFormat } from '#renderer/format';
import { needWords } from '#renderer/messages/needs';
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

  it('promise a look by Linnet only where the network lets an app look', () => {
    const context = { format: createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'Europe/London' }), zone: 'Europe/London', now: Date.parse('2026-11-21T22:30:00Z') };
    const body = (network: 'bluesky' | 'linkedin'): string => verdictWords({ state: 'unconfirmed', network, stateSince: Date.parse('2026-11-21T22:10:04Z') } as Publication, context).body;
    expect(body('bluesky')).toContain('until one of us has looked');
    expect(body('linkedin')).toContain('LinkedIn lets no app look, so only you can');
    const need = (network: 'bluesky' | 'linkedin'): string => needWords({ kind: 'publication', publication: { state: 'unconfirmed', network, stateSince: context.now, wakeAt: null, dueAt: null, problemCode: null }, title: 'Kiln', accountHandle: 'Ana' } as unknown as Need, context).why;
    expect(need('bluesky')).toContain('Linnet looks whether it is there');
    expect(need('linkedin')).not.toContain('Linnet looks');
  });
});
