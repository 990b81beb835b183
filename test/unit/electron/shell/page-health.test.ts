import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/clock';
import { keepAlive } from '#electron/shell/page-health';
import { createFakeClock, turn, type FakeClock } from '#test/support/fake-clock';

let clock: FakeClock;
let done: string[];
let gone: (reason: string) => void;
let hang: () => void;
let answers: () => void;
let leaving: boolean;
let afterCrashes: 'reload' | 'quit';
let whileHung: Promise<'reload' | 'wait'>;

function watch(isGone = false): void {
  keepAlive({
    onGone: (fn) => { gone = fn; }, onHung: (fn) => { hang = fn; }, onAnswers: (fn) => { answers = fn; }, isGone: () => isGone,
    reload: () => { done.push('reload'); }, end: () => { done.push('end'); },
  }, {
    clock, log: () => undefined, leaving: () => leaving, quit: () => { done.push('quit'); },
    askAfterCrashes: async () => { done.push('asked'); return afterCrashes; }, askWhileHung: async () => { done.push('asked'); return whileHung; },
  });
}

beforeEach(() => {
  clock = createFakeClock();
  done = [];
  leaving = false;
  afterCrashes = 'reload';
  whileHung = Promise.resolve('wait');
});

describe('a page whose process died', () => {
  it('is loaded again, three times in a minute, and then a person is asked', async () => {
    watch();
    for (let n = 0; n < 4; n += 1) gone('crashed');
    expect(done).toEqual(['reload', 'reload', 'reload', 'asked']);
    gone('crashed');
    await turn();
    expect(done).toEqual(['reload', 'reload', 'reload', 'asked', 'reload']);
    afterCrashes = 'quit';
    for (let n = 0; n < 4; n += 1) gone('oom');
    await turn();
    expect(done.slice(5)).toEqual(['reload', 'reload', 'reload', 'asked', 'quit']);
  });

  it('is loaded again for as long as it dies rarely', async () => {
    watch();
    for (let n = 0; n < 12; n += 1) {
      gone('crashed');
      await clock.advance(MINUTE / 3 + SECOND);
    }
    expect(done).toEqual(Array.from({ length: 12 }, () => 'reload'));
  });

  it('is left alone when it ended in order or with the app, and seen when it died before', () => {
    watch();
    gone('clean-exit');
    leaving = true;
    gone('killed');
    expect(done).toEqual([]);
    leaving = false;
    watch(true);
    expect(done).toEqual(['reload']);
  });
});

describe('a page that does not answer', () => {
  it('is ended when a person says so, once, and not when it came back meanwhile', async () => {
    let decide: (answer: 'reload' | 'wait') => void = () => undefined;
    whileHung = new Promise((resolve) => { decide = resolve; });
    watch();
    hang();
    hang();
    decide('reload');
    await turn();
    expect(done).toEqual(['asked', 'end']);
    done = [];
    whileHung = new Promise((resolve) => { decide = resolve; });
    hang();
    answers();
    decide('reload');
    await turn();
    expect(done).toEqual(['asked']);
  });
});
