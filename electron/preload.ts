import { ipcRenderer } from 'electron';

/**
 * Hands one MessagePort and the first answers to the window, nothing else. It is asked for at once, while the window's script is still being
 * read, and handed over when that listens: module scripts have run when the document is complete.
 */
const complete = new Promise<void>((resolve) => { window.addEventListener('DOMContentLoaded', () => { resolve(); }); });
ipcRenderer.on('linnet:port', (event, first: unknown) => { void complete.then(() => { window.postMessage({ linnet: 'port', first }, location.origin, event.ports); }); });
ipcRenderer.send('linnet:want-port');
