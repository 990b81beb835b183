/**
 * The steps of an orderly end, first to last. What was typed is saved while everything still works; only then does
 * publishing stop and the file close.
 */
const STEPS = ['leave the desktop', 'save what was typed', 'close the file'] as const;
type Step = (typeof STEPS)[number];

export interface Ending {
  /** Says what is done at a step; when the others joined does not matter. */
  readonly at: (step: Step, work: () => void | Promise<void>) => void;
  readonly begun: () => boolean;
  /** For every wish to quit: holds it back until the steps are done, then quits by itself. */
  readonly onWish: (event: { readonly preventDefault: () => void }) => void;
}

/** Ends once. A step that fails is logged, and the next one follows: an app that cannot be quit helps nobody. */
export function createEnding(deps: { readonly quit: () => void; readonly log: (...parts: readonly unknown[]) => void }): Ending {
  const works = new Map<Step, () => void | Promise<void>>();
  let state: 'open' | 'ending' | 'ended' = 'open';

  async function end(): Promise<void> {
    for (const step of STEPS) {
      try {
        await works.get(step)?.();
      } catch (error) {
        deps.log('ending', step, error);
      }
    }
    state = 'ended';
    deps.quit();
  }

  return {
    at: (step, work) => {
      if (works.has(step)) throw new Error(`Two would ${step}`);
      works.set(step, work);
    },
    begun: () => state !== 'open',
    onWish: (event) => {
      if (state === 'ended') return;
      event.preventDefault();
      if (state === 'ending') return;
      state = 'ending';
      void end();
    },
  };
}
