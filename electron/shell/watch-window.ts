import { app, type BrowserWindow, dialog } from 'electron';
import type { Clock } from '#core/clock';
import { keepAlive } from './page-health';
import { words } from './words';

/** Looks after the window's page. The questions never block: publishing goes on behind them. */
export function watchWindow(window: BrowserWindow, deps: { readonly clock: Clock; readonly log: (...parts: readonly unknown[]) => void; readonly leaving: () => boolean }): void {
  const { webContents } = window;
  const ask = async ({ message, detail }: { readonly message: string; readonly detail: string }, buttons: readonly [string, string], type: 'error' | 'warning'): Promise<boolean> => {
    const { response } = await dialog.showMessageBox(window, { type, message, detail, buttons: [...buttons], defaultId: 0, cancelId: 0, noLink: true });
    return response === 0;
  };
  keepAlive({
    onGone: (listener) => { webContents.on('render-process-gone', (_event, { reason }) => { listener(reason); }); },
    onHung: (listener) => { window.on('unresponsive', listener); },
    onAnswers: (listener) => { window.on('responsive', listener); },
    isGone: () => webContents.isCrashed(),
    // Behind the event: while it is told, Chromium still clears away what died, and a reload is lost.
    reload: () => { setImmediate(() => { if (!window.isDestroyed()) webContents.reload(); }); },
    end: () => { if (!window.isDestroyed()) webContents.forcefullyCrashRenderer(); },
  }, {
    ...deps,
    leaving: () => deps.leaving() || window.isDestroyed(),
    askAfterCrashes: async () => ((await ask(words.dialog.crashed, [words.dialog.crashed.reload, words.dialog.crashed.quit], 'error')) ? 'reload' : 'quit'),
    askWhileHung: async () => ((await ask(words.dialog.hung, [words.dialog.hung.wait, words.dialog.hung.reload], 'warning')) ? 'wait' : 'reload'),
    quit: () => { app.quit(); },
  });
}
