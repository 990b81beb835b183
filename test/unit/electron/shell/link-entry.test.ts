import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { registerLinks } from '#electron/shell/link-entry';
import { ownProgram } from '#electron/shell/own-program';
import { tempFolder } from '#test/support/temp-folder';

const desk = (program = '/opt/Linnet/linnet') => {
  const [dataFolder, system] = [tempFolder(), tempFolder()];
  const told: unknown[] = [];
  const entry = join(dataFolder, 'applications', 'linnet.desktop');
  return {
    entry, told, system,
    register: (by = program) => { registerLinks({ dataFolder, systemFolders: ['/nowhere', system], program: by, makeDefault: (...named) => { told.push(named); } }); },
    lines: () => readFileSync(entry, 'utf8').split('\n'),
    write: (folder: string, text: string) => {
      mkdirSync(join(folder, 'applications'), { recursive: true });
      writeFileSync(join(folder, 'applications', 'linnet.desktop'), text);
    },
    dataFolder,
  };
};
const installed = '[Desktop Entry]\nName=Linnet\nExec=/opt/Linnet/linnet %U\nMimeType=x-scheme-handler/linnet;\n';

describe('linnet:// links on a Linux desktop', () => {
  it('lead to this copy, and the desktop is told once', () => {
    const { register, lines, told } = desk();
    register();
    register();
    expect(lines()).toEqual(expect.arrayContaining(['[Desktop Entry]', 'Exec=/opt/Linnet/linnet %u', 'TryExec=/opt/Linnet/linnet', 'NoDisplay=true', 'MimeType=x-scheme-handler/linnet;']));
    expect(told).toEqual([['linnet.desktop', 'x-scheme-handler/linnet']]);
  });

  it('follow a copy that was moved, wherever it lies', () => {
    const { register, lines, told } = desk();
    register();
    register('/home/a b/100%.AppImage');
    expect(lines()).toEqual(expect.arrayContaining(['Exec="/home/a b/100%%.AppImage" %u', 'TryExec=/home/a b/100%.AppImage']));
    expect(told).toHaveLength(2);
  });

  it('are left to the entry of an installed package, also one that came later', () => {
    const { register, entry, told, write, system } = desk();
    register();
    expect(existsSync(entry)).toBe(true);
    write(system, installed);
    register();
    register();
    expect(existsSync(entry)).toBe(false);
    expect(told).toHaveLength(1);
  });

  it('are left to an entry that a person wrote', () => {
    const { register, lines, told, write, dataFolder } = desk();
    write(dataFolder, installed.replace('%U', '--in-tray %U'));
    register();
    expect(lines()).toContain('Exec=/opt/Linnet/linnet --in-tray %U');
    expect(told).toEqual([]);
  });
});

it('what starts this copy is the AppImage it lies in, not one that merely started it', () => {
  const [APPDIR, APPIMAGE] = ['/tmp/.mount_Linnet', '/home/a/Linnet.AppImage'];
  expect(ownProgram('/tmp/.mount_Linnet/linnet', { APPDIR, APPIMAGE })).toBe(APPIMAGE);
  expect(ownProgram('/opt/Linnet/linnet', { APPDIR, APPIMAGE })).toBe('/opt/Linnet/linnet');
  expect(ownProgram('/tmp/.mount_Linnet2/linnet', { APPDIR, APPIMAGE })).toBe('/tmp/.mount_Linnet2/linnet');
  expect(ownProgram('/opt/Linnet/linnet', {})).toBe('/opt/Linnet/linnet');
});
