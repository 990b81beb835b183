import { app, BrowserWindow } from 'electron';
import type { Clock, Millis } from '#core/clock';

interface SaveDeps {
  readonly clock: Clock;
  /** Set while the windows save, so that nothing is closed under them. */
  readonly state: { ending: boolean };
  /** Resolves when `work` ends, or after so long. */
  readonly within: (clock: Clock, ms: Millis, work: Promise<unknown>) => Promise<void>;
}

/** A page that does not answer must not keep Linnet open. */
const LONGEST_MS: Millis = 2_000;

/** `renderer/api/leaving.ts` answers it; a page that has nothing to save has no such thing. */
const SAVE = 'globalThis.linnetSaveTyped?.()';

/** Before Linnet ends, what was typed in the last moment is saved: the file is closed only then. Comes before everything else that listens to the end. */
export function saveTypedFirst({ clock, state, within }: SaveDeps): void {
  let saved = false;
  app.on('before-quit', (event) => {
    if (saved || state.ending) return;
    event.preventDefault();
    state.ending = true;
    const pages = BrowserWindow.getAllWindows().map(({ webContents }) => webContents).filter((page) => !page.isDestroyed() && !page.isCrashed());
    void within(clock, LONGEST_MS, Promise.all(pages.map((page) => page.executeJavaScript(SAVE)))).then(() => {
      saved = true;
      state.ending = false;
      app.quit();
    });
  });
}
