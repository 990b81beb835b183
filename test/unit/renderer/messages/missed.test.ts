import { describe, expect, it } from 'vitest';
import type { Publication } from '#core/contract/posts';
import type { Need } from '#core/contract/publishing';
import { createFormat } from '#renderer/format';
import { activityWords } from '#renderer/messages/activity';
import { needWords } from '#renderer/messages/needs';
import { stateWords } from '#renderer/messages/states';
import { verdictWords } from '#renderer/messages/verdicts';

const context = { format: createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'UTC' }), zone: 'UTC', now: Date.UTC(2026, 10, 22, 12) };

/** Everything that is said of a missed publication, in one text. */
function said(why: string | null): string {
  const publication = { state: 'missed', network: 'bluesky', dueAt: Date.UTC(2026, 10, 22, 9), stateSince: context.now, problemCode: why } as Publication;
  const need = needWords({ kind: 'publication', publication, title: 'Kiln day', accountHandle: 'wren' } as Need, context);
  const line = activityWords({ at: 0, code: 'missed', params: { lateMs: 3_600_000, why: why ?? 'not-running' } }, { network: 'Bluesky', ...context });
  return [verdictWords(publication, context).body, need.why, line.note, stateWords.missed.meaning].join(' ');
}

describe('why a post missed its time', () => {
  it('is never that Linnet was not running when it was something else', () => {
    for (const why of ['signed-out', 'offline', 'unavailable', 'rate-limited', 'not-arrived', 'media-unreadable']) expect([why, said(why)]).toEqual([why, expect.not.stringContaining('not running')]);
    expect(said(null)).toContain('not running');
  });

  it('never says that nothing was sent of what was', () => {
    expect(said('not-arrived')).not.toMatch(/nothing was sent/i);
    expect(said('not-arrived')).toContain('does not have it');
    expect(said('unavailable')).toMatch(/Bluesky could not be reached then.*Nothing was sent/);
  });

  it('says the reason with what it knows of the delay', () => {
    expect(said('signed-out')).toContain('Bluesky did not accept the login then');
    expect(said('offline')).toMatch(/This computer was offline then; it would have been .* late/);
  });
});
