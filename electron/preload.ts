import { contextBridge, ipcRenderer } from 'electron';

/**
 * Hands one MessagePort, the first answers, and before them those of the last run to the window, nothing else. They are
 * asked for at once, while the window's script is still being read, and handed over when that listens: module scripts
 * have run when the document is complete. The last run's can be taken before, by the script as it begins: what it draws
 * in its first turn needs no further one, and is in V8's cache of compiled code. The main process hears when that
 * begins, and when the page has drawn and may be shown.
 */
const complete = new Promise<void>((resolve) => { window.addEventListener('DOMContentLoaded', () => { resolve(); }); });
let kept: unknown = null;
contextBridge.exposeInMainWorld('linnetKept', () => {
  ipcRenderer.send('linnet:drawing');
  const taken = kept;
  kept = null;
  return taken;
});
contextBridge.exposeInMainWorld('linnetDrawn', () => { ipcRenderer.send('linnet:drawn'); });
ipcRenderer.on('linnet:port', (event, { first, more, keptStands }: Readonly<Record<'first' | 'more' | 'keptStands', unknown>>) => {
  void complete.then(() => { window.postMessage({ linnet: 'port', first, more, keptStands }, location.origin, event.ports); });
});
ipcRenderer.on('linnet:kept', (_event, first: unknown) => {
  kept = first;
  void complete.then(() => {
    if (kept === null) return;
    kept = null;
    window.postMessage({ linnet: 'kept', first }, location.origin);
  });
});
ipcRenderer.on('linnet:answers', (_event, first: unknown) => { void complete.then(() => { window.postMessage({ linnet: 'answers', first }, location.origin); }); });
ipcRenderer.send('linnet:want-port');
