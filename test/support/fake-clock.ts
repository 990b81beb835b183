import type { Clock, Millis } from '#core/clock';

export interface FakeClock extends Clock {
  /** Moves the wall clock and the timers on together, running what comes due in order, with a turn of the event loop after each. */
  readonly advance: (ms: Millis) => Promise<void>;
  /** The machine slept: the wall clock goes on, timers do not fire until `advance` or `wake`. */
  readonly sleep: (ms: Millis) => void;
  /** Someone set the clock: the wall clock jumps (also back). Timers see a jump forward at the next wake, and are not delayed by one back. */
  readonly jump: (ms: Millis) => void;
  /** Fires every timer whose wall time has come, as a timer chunk does after waking. */
  readonly wake: () => Promise<void>;
  readonly pending: () => number;
  /** The time as a clock tells it that nobody sets: a server's. */
  readonly unset: () => Millis;
}

/** Lets promises and I/O callbacks that are ready run; never waits for real time. */
export const turn = async (turns = 5): Promise<void> => {
  for (let i = 0; i < turns; i += 1) await new Promise<void>((resolve) => { setImmediate(resolve); });
};

export function createFakeClock(start: Millis = Date.UTC(2026, 10, 22, 9, 0)): FakeClock {
  let wall = start;
  let mono = 0;
  let set = 0;
  let nextId = 0;
  const timers = new Map<number, { readonly at: Millis; readonly fn: () => void }>();

  const due = (): [number, { readonly at: Millis; readonly fn: () => void }] | undefined =>
    [...timers].filter(([, t]) => t.at <= wall).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];

  async function fireDue(): Promise<void> {
    for (let found = due(); found !== undefined; found = due()) {
      timers.delete(found[0]);
      found[1].fn();
      await turn();
    }
  }

  return {
    now: () => wall,
    monotonic: () => mono,
    callAt: (at, fn) => {
      const timer = nextId;
      nextId += 1;
      timers.set(timer, { at, fn });
      return () => { timers.delete(timer); };
    },
    advance: async (ms) => {
      const end = wall + ms;
      await fireDue();
      for (;;) {
        const soonest = [...timers.values()].reduce((m, t) => Math.min(m, t.at), Infinity);
        if (soonest > end) break;
        mono += Math.max(0, soonest - wall);
        wall = Math.max(wall, soonest);
        await fireDue();
      }
      mono += end - wall;
      wall = end;
      await fireDue();
    },
    sleep: (ms) => { wall += ms; },
    jump: (ms) => {
      wall += ms;
      set += ms;
      // What was left until a timer is left still.
      if (ms < 0) for (const [id, timer] of timers) timers.set(id, { ...timer, at: timer.at + ms });
    },
    wake: fireDue,
    pending: () => timers.size,
    unset: () => wall - set,
  };
}
