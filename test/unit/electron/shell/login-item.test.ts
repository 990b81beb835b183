import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyLoginItem, quotedProgram } from '#electron/shell/login-item';
import { tempFolder } from '#test/support/temp-folder';

const unused = (): never => { throw new Error('not used here'); };

it('a Linux desktop is told to start Linnet in the tray, and told again that it should not', () => {
  const configFolder = tempFolder();
  const file = join(configFolder, 'autostart', 'linnet.desktop');
  const deps = { platform: 'linux' as const, configFolder, program: '/opt/Linnet/linnet', setLoginItem: unused };
  applyLoginItem(false, deps);
  expect(existsSync(file)).toBe(false);
  applyLoginItem(true, deps);
  expect(readFileSync(file, 'utf8').split('\n')).toEqual(expect.arrayContaining(['[Desktop Entry]', 'Exec="/opt/Linnet/linnet" --in-tray']));
  applyLoginItem(true, { ...deps, program: '/home/a/Linnet 2.AppImage' });
  expect(readFileSync(file, 'utf8')).toContain('Exec="/home/a/Linnet 2.AppImage" --in-tray');
  applyLoginItem(false, deps);
  expect(existsSync(file)).toBe(false);
});

it('other systems are told in their own way', () => {
  const told: unknown[] = [];
  const deps = { configFolder: '/nowhere', program: 'x', setLoginItem: (settings: unknown) => { told.push(settings); } };
  applyLoginItem(true, { ...deps, platform: 'win32' });
  applyLoginItem(false, { ...deps, platform: 'darwin' });
  expect(told).toEqual([{ openAtLogin: true, args: ['--in-tray'] }, { openAtLogin: false, args: ['--in-tray'] }]);
});

it('a path with signs of its own stays one path', () => {
  expect(quotedProgram('/home/a $b/100%.AppImage')).toBe(String.raw`"/home/a \\$b/100%%.AppImage"`);
});
