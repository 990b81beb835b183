import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './support/tree';

const maxLines = 320;

const rooms = ['core', 'db', 'electron', 'renderer', 'scripts', 'test'];

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((name) => /\.(ts|tsx|mjs|cjs|js|css)$/.test(name) && statSync(join(root, name)).isFile());
}

const linesIn = (file: string): number => readFileSync(join(root, file), 'utf8').trimEnd().split('\n').length;

describe('files', () => {
  const lengths = rooms.flatMap(filesBelow).map((file) => ({ file, lines: linesIn(file) }));

  test('are read at all', () => {
    expect(lengths.length).toBeGreaterThan(50);
  });

  test(`have at most ${maxLines} lines`, () => {
    expect(lengths.filter(({ lines }) => lines > maxLines)).toEqual([]);
  });
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

describe('dependencies', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  const rows = readFileSync(join(root, 'docs', 'dependencies.md'), 'utf8').split('\n').filter((line) => line.startsWith('| `'));
  const documented = new Map(rows.map((row) => row.split('|').slice(1, 3)).map(([name = '', reason = '']) => [name.replaceAll('`', '').trim(), reason.trim()]));

  test('each have a line that says why they are here', () => {
    expect(Object.keys(all).filter((name) => (documented.get(name) ?? '').length < 20)).toEqual([]);
  });

  test('have no line once they are gone', () => {
    expect([...documented.keys()].filter((name) => all[name] === undefined)).toEqual([]);
  });

  test('are pinned to one exact version', () => {
    expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  test('are locked without the address of a registry', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    expect(lock).toContain('"integrity"');
    expect(lock).not.toMatch(/"resolved":/);
  });
});

describe('the package for Linux', () => {
  test('has the name by which the desktop finds its icon for a window or a notification', () => {
    const { desktopName } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly desktopName: string };
    const executable = /^ {2}executableName: (\S+)$/m.exec(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))?.[1] ?? '';
    expect(desktopName).toBe(`${executable}.desktop`);
  });
});
