/**
 * - `saved`: it is on the disk.
 * - `retry`: it is not, and trying again may help.
 * - `refused`: it will not be taken, however often it is tried; the next change tries again.
 */
export type SaveOutcome = 'saved' | 'retry' | 'refused';

export interface AutosaveDeps {
  /** Writes what is there at this moment. Called again only when the last call has ended. */
  readonly save: () => Promise<SaveOutcome>;
  readonly onStatus: (status: AutosaveStatus) => void;
  readonly now: () => number;
  /** @returns a function that cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
}
export type AutosaveStatus = 'clean' | 'waiting' | 'saving' | 'failed';
export type Autosave = ReturnType<typeof createAutosave>;

/** A pause in typing. */
const QUIET_MS = 400;
/** From the first unsaved key, however fast the typing: with the save itself it stays under a second. */
const LONGEST_MS = 800;
const RETRY_MS = [1_000, 2_000, 5_000] as const;

/** Saves behind typing, one save at a time, and again and again until it works. */
export function createAutosave({ save, onStatus, now, after }: AutosaveDeps) {
  let unsavedSince: number | null = null;
  let running: Promise<SaveOutcome> | null = null;
  let failures = 0;
  /** What is there was refused: it is not on the disk, and nothing tries again by itself. */
  let refused = false;
  let cancel: () => void = () => undefined;

  function plan(ms: number): void {
    cancel();
    cancel = after(Math.max(0, ms), () => { void run(); });
  }

  async function run(): Promise<SaveOutcome> {
    cancel();
    // What was typed during a save goes with the next one.
    if (running !== null) await running;
    if (running !== null) return running;
    if (unsavedSince === null) return 'saved';
    unsavedSince = null;
    refused = false;
    onStatus('saving');
    running = save().catch((): SaveOutcome => 'retry');
    const outcome = await running;
    running = null;
    if (outcome === 'saved') {
      failures = 0;
      onStatus(unsavedSince === null ? 'clean' : 'waiting');
    } else if (outcome === 'refused') {
      failures = 0;
      refused = true;
      onStatus('failed');
    } else {
      failures += 1;
      unsavedSince ??= now();
      onStatus('failed');
      plan(RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] ?? 5_000);
    }
    return outcome;
  }

  return {
    /** Something was changed. */
    touch: (): void => {
      const at = now();
      const first = unsavedSince === null;
      unsavedSince ??= at;
      if (first && running === null && failures === 0) onStatus('waiting');
      // While saving fails, typing does not hammer the disk: the retry is planned already.
      if (failures === 0) plan(Math.min(at + QUIET_MS, unsavedSince + LONGEST_MS) - at);
    },
    /** Saves all that is unsaved now, what was refused once more. @returns whether everything is on the disk. */
    flush: async (): Promise<boolean> => {
      for (;;) {
        if (running === null && unsavedSince === null) {
          if (!refused) return true;
          unsavedSince = now();
        }
        if ((await run()) !== 'saved') return false;
      }
    },
    isClean: (): boolean => running === null && unsavedSince === null && !refused,
    /** No more saves, the planned one included. */
    stop: (): void => cancel(),
  };
}
