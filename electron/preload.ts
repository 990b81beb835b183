import { ipcRenderer } from 'electron';

/**
 * Hands one MessagePort, the first answers, and before them those of the last run to the window, nothing else. They are
 * asked for at once, while the window's script is still being read, and handed over when that listens: module scripts
 * have run when the document is complete.
 */
const complete = new Promise<void>((resolve) => { window.addEventListener('DOMContentLoaded', () => { resolve(); }); });
ipcRenderer.on('linnet:port', (event, { first, more, keptStands }: Readonly<Record<'first' | 'more' | 'keptStands', unknown>>) => {
  void complete.then(() => { window.postMessage({ linnet: 'port', first, more, keptStands }, location.origin, event.ports); });
});
ipcRenderer.on('linnet:kept', (_event, first: unknown) => { void complete.then(() => { window.postMessage({ linnet: 'kept', first }, location.origin); }); });
ipcRenderer.on('linnet:answers', (_event, first: unknown) => { void complete.then(() => { window.postMessage({ linnet: 'answers', first }, location.origin); }); });
ipcRenderer.send('linnet:want-port');
