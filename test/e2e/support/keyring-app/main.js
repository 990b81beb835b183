// The smallest app with a window: it proves the runtime and the keyring without Linnet.
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true } });
  return window.loadURL('data:text/html,<h1>Ready</h1>');
});
