import { homedir } from 'node:os';
import { app, nativeTheme, shell } from 'electron';
import { createAppApi } from '../api/app';
import { openBrowser } from '../shell/browser';
import { applyLoginItem } from '../shell/login-item';
import { ownProgram } from '../shell/own-program';
import { shownPath } from '../shell/shown-path';
import type { Foundation } from './start-up';
import { nativeBinding } from './database';

/** The app's own procedures over Electron. */
export function createAppProcedures(foundation: Foundation, deps: { readonly accountCount: () => number; readonly onSecurity: () => void; readonly onPreferences: () => void; readonly sqliteVersion: () => string }) {
  const { preferences, secrets, events } = foundation;
  const startAtLogin = (on: boolean): void => {
    try {
      applyLoginItem(on, {
        platform: process.platform, configFolder: app.getPath('appData'), program: ownProgram(process.execPath, process.env),
        setLoginItem: (settings) => { app.setLoginItemSettings(settings); },
      });
    } catch (error) {
      foundation.log.error('start at login', error);
    }
  };
  const apply = (): void => {
    const now = preferences.get();
    nativeTheme.themeSource = now.theme;
    if (app.isPackaged) startAtLogin(now.startAtLogin);
  };
  apply();
  return createAppApi({
    info: () => ({
      version: app.getVersion(), electron: process.versions.electron ?? '', chrome: process.versions['chrome'] ?? '', node: process.versions.node, sqlite: deps.sqliteVersion(),
      platform: `${process.platform} ${process.arch}`, dataFolder: shownPath(foundation.folder, homedir(), process.platform), oldRuntime: nativeBinding() !== undefined, locale: app.getLocale(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    events, preferences,
    onPreferences: () => { apply(); events.send({ type: 'changed', topics: ['preferences'] }); deps.onPreferences(); },
    openExternal: openBrowser,
    openDataFolder: () => { void shell.openPath(foundation.folder); },
    security: secrets, accountCount: deps.accountCount,
    onSecurity: () => { events.send({ type: 'changed', topics: ['security', 'accounts'] }); deps.onSecurity(); },
  });
}
