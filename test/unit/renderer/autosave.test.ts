import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AutosaveStatus, createAutosave, type SaveOutcome } from '#renderer/components/autosave';

/** A clock that moves by hand, and a disk that answers when it is told to. */
function world(answers: SaveOutcome[] = []) {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const saves: { at: number; end: (outcome: SaveOutcome) => void }[] = [];
  const statuses: AutosaveStatus[] = [];
  const autosave = createAutosave({
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => { timers = timers.filter((one) => one !== timer); };
    },
    onStatus: (status) => statuses.push(status),
    save: () => {
      const at = now;
      const answer = answers.shift();
      if (answer !== undefined) {
        saves.push({ at, end: () => undefined });
        return Promise.resolve(answer);
      }
      return new Promise((end) => saves.push({ at, end }));
    },
  });
  const settle = async (): Promise<void> => { for (let i = 0; i < 12; i += 1) await Promise.resolve(); };
  const pass = async (ms: number): Promise<void> => {
    const until = now + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      now = next.at;
      timers = timers.filter((one) => one !== next);
      next.run();
      await settle();
    }
    now = until;
    await settle();
  };
  return { autosave, saves, statuses, pass, settle };
}

describe('createAutosave', () => {
  it('saves on a pause in typing, once', async () => {
    const { autosave, saves, pass } = world(['saved']);
    autosave.touch();
    await pass(399);
    expect(saves).toHaveLength(0);
    await pass(1);
    expect(saves.map(({ at }) => at)).toEqual([400]);
    await pass(10_000);
    expect(saves).toHaveLength(1);
    expect(autosave.isClean()).toBe(true);
  });

  it('never leaves a key unsaved for a second, however the typing goes', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 60 }), async (gaps) => {
      const { autosave, saves, pass } = world(gaps.flatMap(() => ['saved', 'saved'] as SaveOutcome[]));
      const keys: number[] = [];
      let now = 0;
      for (const gap of gaps) {
        autosave.touch();
        keys.push(now);
        await pass(gap);
        now += gap;
      }
      await pass(1_000);
      for (const key of keys) expect(saves.some(({ at }) => at >= key && at - key <= 800)).toBe(true);
    }), { numRuns: 40 });
  });

  it('saves one at a time; what is typed during a save goes with the next', async () => {
    const { autosave, saves, pass, settle } = world();
    autosave.touch();
    await pass(400);
    autosave.touch();
    await pass(2_000);
    expect(saves).toHaveLength(1);
    saves[0]?.end('saved');
    await settle();
    expect(saves).toHaveLength(2);
    saves[1]?.end('saved');
    await settle();
    expect(autosave.isClean()).toBe(true);
  });

  it('tries again until it works, and says so meanwhile', async () => {
    const { autosave, saves, statuses, pass } = world(['retry', 'retry', 'saved']);
    autosave.touch();
    await pass(400);
    expect(statuses.at(-1)).toBe('failed');
    expect(autosave.isClean()).toBe(false);
    await pass(1_000);
    await pass(2_000);
    expect(saves.map(({ at }) => at)).toEqual([400, 1_400, 3_400]);
    expect(statuses.at(-1)).toBe('clean');
  });

  it('stops trying what will never be taken, until the next change', async () => {
    const { autosave, saves, pass } = world(['refused', 'saved']);
    autosave.touch();
    await pass(60_000);
    expect(saves).toHaveLength(1);
    autosave.touch();
    await pass(400);
    expect(saves).toHaveLength(2);
  });

  it('tries what was typed while the last one was being refused', async () => {
    const { autosave, saves, pass, settle } = world();
    autosave.touch();
    await pass(400);
    autosave.touch();
    saves[0]?.end('refused');
    await settle();
    await pass(400);
    expect(saves).toHaveLength(2);
  });

  it('flushes what is running and what came since', async () => {
    const { autosave, saves, pass, settle } = world();
    autosave.touch();
    await pass(400);
    autosave.touch();
    const flushed = autosave.flush();
    saves[0]?.end('saved');
    await settle();
    saves[1]?.end('saved');
    await expect(flushed).resolves.toBe(true);
    expect(saves).toHaveLength(2);
  });

  it('never says that all is on the disk when it was refused, and tries once more when it is asked to', async () => {
    const { autosave, saves, pass, settle } = world();
    autosave.touch();
    await pass(400);
    const during = autosave.flush();
    saves[0]?.end('refused');
    await settle();
    saves[1]?.end('refused');
    await expect(during).resolves.toBe(false);
    expect(autosave.isClean()).toBe(false);
    const after = autosave.flush();
    await settle();
    saves[2]?.end('saved');
    await expect(after).resolves.toBe(true);
    expect(autosave.isClean()).toBe(true);
    await pass(60_000);
    expect(saves).toHaveLength(3);
  });

  it('says when flushing did not work', async () => {
    const { autosave } = world(['retry']);
    autosave.touch();
    await expect(autosave.flush()).resolves.toBe(false);
  });
});
