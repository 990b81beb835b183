import { Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { AppEvent } from '#core/contract/app';
import { words } from './words';

/** The native menu. Its commands go to the window as events, so that menu, palette and keys do the same thing. */
export function buildMenu(deps: { readonly send: (event: AppEvent) => void; readonly dataFolder: string; readonly paused: boolean; readonly dev: boolean }): Menu {
  const { send } = deps;
  const w = words.menu;
  const open = (route: string) => () => { send({ type: 'open', route }); };
  const command = (name: Extract<AppEvent, { type: 'command' }>['command']) => () => { send({ type: 'command', command: name }); };
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: w.file, submenu: [
      { label: w.compose, accelerator: 'CmdOrCtrl+N', click: command('compose') },
      { label: w.palette, accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: command('palette') },
      { type: 'separator' },
      { label: w.settings, accelerator: 'CmdOrCtrl+,', click: open('/settings/brands') },
      ...(mac ? [] : [{ type: 'separator' } as const, { label: w.quit, role: 'quit' } as const]),
    ] },
    { label: w.edit, submenu: [
      // The window takes the key itself: in a text it is the text's own undo.
      { label: w.undo, accelerator: 'CmdOrCtrl+Z', registerAccelerator: false, click: command('undo') },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'pasteAndMatchStyle' }, { role: 'delete' },
      { type: 'separator' },
      { role: 'selectAll' },
    ] },
    { label: w.view, submenu: [
      { label: w.today, accelerator: 'CmdOrCtrl+1', click: open('/today') },
      { label: w.calendar, accelerator: 'CmdOrCtrl+2', click: open('/calendar') },
      { label: w.accounts, accelerator: 'CmdOrCtrl+3', click: open('/accounts') },
      { type: 'separator' },
      { label: w.theme, click: command('toggle-theme') },
      { role: 'togglefullscreen' },
      ...(deps.dev ? [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ] },
    { label: w.publishing, submenu: [{ label: deps.paused ? w.resume : w.pause, accelerator: 'CmdOrCtrl+Shift+P', click: command(deps.paused ? 'resume-all' : 'pause-all') }] },
    { role: 'windowMenu' },
    { label: w.help, submenu: [{ label: w.dataFolder, click: () => { void shell.openPath(deps.dataFolder); } }, { label: w.about, click: open('/settings/about') }] },
  ];
  return Menu.buildFromTemplate(template);
}
