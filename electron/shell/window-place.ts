import { type BrowserWindow, screen } from 'electron';
import Store from 'electron-store';
import { boundsFrom } from './bounds';
import type { LinnetWindow } from './window';

/** Puts a new window where the last one was, shows it once it is drawn, and keeps where it goes. */
export function placeWindow({ window, drawn }: LinnetWindow, options: {
  readonly folder: string;
  /** Asked once there is something to show; false leaves the window hidden until somebody wants it. */
  readonly mayShow: () => boolean;
  readonly onClose: (event: { readonly preventDefault: () => void }, window: BrowserWindow) => void;
}): void {
  const store = new Store<Record<string, unknown>>({ cwd: options.folder, name: 'window', clearInvalidConfig: true });
  const { maximised, x, y, width, height } = boundsFrom(store.get('bounds'), screen.getAllDisplays().map((display) => display.workArea));
  if (x === undefined || y === undefined) window.setSize(width, height);
  else window.setBounds({ x, y, width, height });
  void drawn.then(() => {
    if (window.isDestroyed()) return;
    if (!options.mayShow()) {
      if (maximised) window.once('show', () => { window.maximize(); });
      return;
    }
    if (maximised) window.maximize();
    window.show();
  });
  window.on('close', (event) => {
    store.set('bounds', { ...window.getNormalBounds(), maximised: window.isMaximized() });
    options.onClose(event, window);
  });
}
