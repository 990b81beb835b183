import { describe, expect, it } from 'vitest';
import { createAsked } from '#electron/shell/asked';

describe('what is asked for before there is a window to show it', () => {
  const shown: (string | null)[] = [];
  const begin = (start: string | null) => { shown.length = 0; return createAsked(start); };
  const show = (route: string | null): void => { shown.push(route); };

  it('is nothing when nobody asked', () => {
    expect(begin(null).answerBy(show)).toBeNull();
    expect(begin('/today').answerBy(show)).toBe('/today');
    expect(shown).toEqual([]);
  });

  it('brings the window forward for a second start without a link', () => {
    const asked = begin(null);
    asked.ask(null);
    expect(shown).toEqual([]);
    expect(asked.answerBy(show)).toBeNull();
    expect(shown).toEqual([null]);
  });

  it('keeps the newest link, and a start without one does not lose it', () => {
    const asked = begin('/today');
    asked.ask('/accounts');
    asked.ask(null);
    expect(asked.answerBy(show)).toBe('/accounts');
    expect(shown).toEqual([null]);
  });

  it('goes straight on once there is somebody to show it', () => {
    const asked = begin(null);
    asked.answerBy(show);
    asked.ask('/accounts');
    asked.ask(null);
    expect(shown).toEqual(['/accounts', null]);
  });
});
