import { describe, expect, it } from 'vitest';
import { createEnding, type Ending } from '#electron/composition/ending';
import { turn } from '#test/support/fake-clock';

interface World {
  readonly ending: Ending;
  readonly done: string[];
  /** A wish to quit; true when it is held back. */
  readonly wish: () => boolean;
}

function makeWorld(): World {
  const done: string[] = [];
  const wish = (): boolean => {
    let held = false;
    ending.onWish({ preventDefault: () => { held = true; } });
    return held;
  };
  const ending = createEnding({ quit: () => { done.push(wish() ? 'held' : 'quit'); }, log: (...parts) => { done.push(parts.map(String).join(' ')); } });
  return { ending, done, wish };
}

/** Ends when told to. */
function slow(done: string[], name: string): { readonly work: () => Promise<void>; readonly end: () => void } {
  let end: () => void = () => undefined;
  return { work: async () => { done.push(`${name} begins`); await new Promise<void>((resolve) => { end = resolve; }); done.push(`${name} ends`); }, end: () => { end(); } };
}

describe('an end in order', () => {
  it('saves what was typed before it closes the file, whoever joined first', async () => {
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] as const) {
      const { ending, done, wish } = makeWorld();
      const steps = ['leave the desktop', 'save what was typed', 'close the file'] as const;
      for (const at of order) ending.at(steps[at], async () => { await turn(); done.push(steps[at]); });
      expect(wish()).toBe(true);
      await expect.poll(() => done).toEqual([...steps, 'quit']);
    }
  });

  it('waits for each step, and a second wish neither hurries it nor does anything twice', async () => {
    const { ending, done, wish } = makeWorld();
    const typed = slow(done, 'typed');
    const file = slow(done, 'file');
    ending.at('close the file', file.work);
    ending.at('save what was typed', typed.work);
    expect(ending.begun()).toBe(false);
    expect(wish()).toBe(true);
    expect(ending.begun()).toBe(true);
    expect(wish()).toBe(true);
    await turn();
    expect(done).toEqual(['typed begins']);
    typed.end();
    await turn();
    expect(done).toEqual(['typed begins', 'typed ends', 'file begins']);
    expect(wish()).toBe(true);
    file.end();
    await expect.poll(() => done).toEqual(['typed begins', 'typed ends', 'file begins', 'file ends', 'quit']);
    expect(wish()).toBe(false);
  });

  it('leaves the desktop within the wish itself, so that a window that closes with it does not hide instead', () => {
    const { ending, done, wish } = makeWorld();
    ending.at('leave the desktop', () => { done.push('left'); });
    wish();
    expect(done).toEqual(['left']);
  });

  it('takes who joins while it saves: a file that opens in the last moment is closed', async () => {
    const { ending, done, wish } = makeWorld();
    ending.at('save what was typed', async () => { await turn(); ending.at('close the file', () => { done.push('closed'); }); });
    wish();
    await expect.poll(() => done).toEqual(['closed', 'quit']);
  });

  it('goes on after a step that fails', async () => {
    const { ending, done, wish } = makeWorld();
    ending.at('save what was typed', async () => Promise.reject(new Error('no page')));
    ending.at('close the file', () => { done.push('closed'); });
    wish();
    await expect.poll(() => done).toEqual(['ending save what was typed Error: no page', 'closed', 'quit']);
  });

  it('has one who does each step', () => {
    const { ending } = makeWorld();
    ending.at('close the file', () => undefined);
    expect(() => { ending.at('close the file', () => undefined); }).toThrow('Two would close the file');
  });
});
