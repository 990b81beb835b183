import type { BrowserWindow } from 'electron';
import Store from 'electron-store';
import { BOUNDS_STORE } from './kept-bounds';
import type { LinnetWindow } from './window';

/** Shows a new window once it is drawn, and keeps where it goes. */
export function placeWindow({ window, maximised, drawn }: LinnetWindow, options: {
  readonly folder: string;
  /** Asked once there is something to show; false leaves the window hidden until somebody wants it. */
  readonly mayShow: () => Promise<boolean>;
  readonly onClose: (event: { readonly preventDefault: () => void }, window: BrowserWindow) => void;
}): void {
  const store = new Store<Record<string, unknown>>({ cwd: options.folder, name: BOUNDS_STORE, clearInvalidConfig: true });
  const maximise = (): void => { window.maximize(); };
  void drawn.then(async () => {
    if (window.isDestroyed()) return;
    if (maximised) window.once('show', maximise);
    const mayShow = await options.mayShow();
    if (!mayShow || window.isDestroyed() || window.isVisible()) return;
    window.off('show', maximise);
    if (maximised) maximise();
    window.show();
  });
  window.on('close', (event) => {
    store.set('bounds', { ...window.getNormalBounds(), maximised: window.isMaximized() });
    options.onClose(event, window);
  });
}
