import { MINUTE, type Clock, type Millis } from '#core/clock';

/** The part of the window's page that is looked after. */
export interface WatchedPage {
  readonly onGone: (listener: (reason: string) => void) => void;
  readonly onHung: (listener: () => void) => void;
  readonly onAnswers: (listener: () => void) => void;
  readonly isGone: () => boolean;
  readonly reload: () => void;
  /** Ends the page's process, which then counts as gone. */
  readonly end: () => void;
}

const OFTEN = 3;
const WITHIN: Millis = MINUTE;

/**
 * Brings a page back whose process died: what it showed is in the database, and publishing goes on without it. After
 * three times in a minute a person is asked, so that a page that always dies does not turn in a circle.
 */
export function keepAlive(page: WatchedPage, deps: {
  readonly clock: Clock;
  readonly log: (...parts: readonly unknown[]) => void;
  /** The app is on its way out. */
  readonly leaving: () => boolean;
  readonly askAfterCrashes: () => Promise<'reload' | 'quit'>;
  readonly askWhileHung: () => Promise<'reload' | 'wait'>;
  readonly quit: () => void;
}): void {
  const { clock } = deps;
  let times: readonly Millis[] = [];
  let hung = false;
  let asking = false;

  function bringBack(reason: string): void {
    deps.log('the page is gone', reason);
    hung = false;
    // Ended in order: by us, or with the window.
    if (reason === 'clean-exit' || deps.leaving()) return;
    times = [...times.filter((at) => at > clock.monotonic() - WITHIN), clock.monotonic()];
    if (times.length <= OFTEN) page.reload();
    else ask();
  }

  function ask(): void {
    if (asking) return;
    asking = true;
    void deps.askAfterCrashes().then((answer) => {
      times = [];
      if (deps.leaving()) return;
      if (answer === 'quit') deps.quit();
      else page.reload();
    }).catch((error: unknown) => { deps.log('the page is gone', error); }).finally(() => { asking = false; });
  }

  page.onGone(bringBack);
  page.onAnswers(() => { hung = false; });
  page.onHung(() => {
    if (hung || deps.leaving()) return;
    hung = true;
    deps.log('the page does not answer');
    // While the question stood the page may have come back by itself: then nothing is done.
    void deps.askWhileHung().then((answer) => {
      if (answer === 'reload' && hung && !deps.leaving()) page.end();
      // Who waits is asked again when it still hangs at the next key or click.
      hung = false;
    }).catch((error: unknown) => { deps.log('the page does not answer', error); });
  });
  if (page.isGone()) bringBack('before anybody looked');
}
