import { Menu, nativeImage, Tray } from 'electron';
import type { Millis } from '#core/clock';
import type { PublisherStatus } from '#core/contract/publishing';
import { resource } from './paths';
import { plainLabel, trayState } from './tray-text';
import { words } from './words';

export interface LinnetTray {
  readonly show: (status: PublisherStatus, timeText: (at: Millis) => string, brand: string | null) => void;
  readonly destroy: () => void;
}

/** What is next, in the corner of the desktop. Where a desktop has no tray the app does without. */
export function createTray(deps: { readonly open: (route: string) => void; readonly compose: () => void; readonly togglePause: () => void; readonly quit: () => void }): LinnetTray {
  const image = nativeImage.createFromPath(resource('icons', 'tray.png'));
  const tray = new Tray(image);
  tray.on('click', () => { deps.open('/today'); });

  return {
    show: (status, timeText, brand) => {
      const state = trayState(status, timeText, brand);
      tray.setToolTip(`Linnet. ${state}`);
      tray.setContextMenu(Menu.buildFromTemplate([
        { label: plainLabel(state), click: () => { deps.open(status.next === null ? '/calendar' : `/compose/${status.next.postId}`); } },
        ...(status.needsPerson > 0 ? [{ label: words.tray.needs(status.needsPerson), click: () => { deps.open('/today'); } }] : []),
        { type: 'separator' },
        { label: words.tray.open, click: () => { deps.open('/today'); } },
        { label: words.menu.compose, click: deps.compose },
        { label: status.paused ? words.menu.resume : words.menu.pause, click: deps.togglePause },
        { type: 'separator' },
        { label: words.menu.quit, click: deps.quit },
      ]));
    },
    destroy: () => { tray.destroy(); },
  };
}
