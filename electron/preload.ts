import { ipcRenderer } from 'electron';

/**
 * Hands one MessagePort to the window, nothing else. The window's script listens before `load` fires,
 * because module scripts run before it.
 */
ipcRenderer.on('linnet:port', (event) => { window.postMessage('linnet:port', location.origin, event.ports); });
window.addEventListener('load', () => { ipcRenderer.send('linnet:want-port'); });
