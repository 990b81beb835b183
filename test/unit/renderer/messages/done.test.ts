import { describe, expect, it } from 'vitest';
import { publicationStates } from '#core/posts/states';
import { createFormat } from '#renderer/format';
import { doneWords } from '#renderer/messages/done';
import { quoted } from '#renderer/messages/quoted';

const said = { format: createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'Europe/London' }), zone: 'Europe/London', now: Date.UTC(2026, 9, 20, 8) };
const bare = { network: 'bluesky' } as const;
const named = { ...bare, title: 'Beginner evenings are back' };

describe('what is said after an act', () => {
  it('never says that something is there, or is sent again, when it is not so', () => {
    for (const state of publicationStates) {
      const words = doneWords.looked(named, { state });
      expect(words.includes('Found')).toBe(state === 'published');
      expect(words.includes('sent again')).toBe(state === 'scheduled');
      expect(words.includes('cannot tell')).toBe(state === 'unconfirmed');
    }
  });

  it('names the post where several are on the screen, and not where one is', () => {
    expect(doneWords.retried(named)).toBe('Linnet tries “Beginner evenings are back” on Bluesky again');
    expect(doneWords.retried(bare)).toBe('Linnet tries it on Bluesky again');
    expect(doneWords.decided({ network: 'practice', title: '' }, 'send-it')).toBe('A post without words goes to the practice network now');
  });

  it('keeps words that run the other way apart from ours', () => {
    expect(quoted('ערב פתוח')).toBe('“\u2068ערב פתוח\u2069”');
    expect(quoted(`${'שלום '.repeat(30)}`)).toMatch(/^“\u2068.{1,45}…\u2069”$/u);
    expect(quoted('Kiln day')).toBe('“Kiln day”');
  });

  it('says when a missed one goes out, or that it does not', () => {
    const dueAt = Date.UTC(2026, 9, 20, 17, 30);
    expect(doneWords.missed(bare, 'slot', { dueAt }, said)).toBe('It goes out Tue 20 Oct, 18:30');
    expect(doneWords.missed(bare, 'now', { dueAt }, said)).toBe('It goes to Bluesky now');
    expect(doneWords.missed(bare, 'skip', { dueAt: null }, said)).toContain('does not go out');
  });
});
