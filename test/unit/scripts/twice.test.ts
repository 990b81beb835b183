import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isLinuxX64, toolNode } from '../../../scripts/runtime/paths.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const node = dirname(process.execPath);
let folder = '';
let project = '';

/** A clone of our scripts beside stand-ins for what they start: npm, Electron and the builder note each start in a file. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linnet-twice-'));
  project = join(folder, 'project');
  cpSync(join(root, 'scripts'), join(project, 'scripts'), { recursive: true });
  put('package.json', JSON.stringify({ name: 'project', version: '1.0.0' }));
  put('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/wren': { version: '1.0.0', integrity: 'sha512-wren' } } }));
  put('core/one.ts', 'export {};');
  put('ci.sh', `mkdir -p node_modules && echo '{"packages":{"node_modules/wren":{"version":"1.0.0","integrity":"sha512-wren"}}}' > node_modules/.package-lock.json`);
  program(join('bin', 'npm'), 'echo "npm $1" >> "$NOTES"; . ./ci.sh');
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function put(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}
function program(name: string, body: string): void {
  put(name, `#!/bin/sh\n${body}\n`);
  chmodSync(join(project, name), 0o755);
}
const notes = (): readonly string[] => readFileSync(join(folder, 'notes'), 'utf8').split('\n').filter((line) => line !== '');

function start(program: string, env: Readonly<Record<string, string>> = {}) {
  const { ELECTRON_OVERRIDE_DIST_PATH: _dist, ELECTRON_EXEC_PATH: _exec, ...inherited } = process.env;
  appendFileSync(join(folder, 'notes'), '');
  const { stdout, stderr } = spawnSync(process.execPath, [join(project, program)], {
    cwd: project, encoding: 'utf8', env: { ...inherited, PATH: `${join(project, 'bin')}:${node}:${process.env['PATH'] ?? ''}`, NOTES: join(folder, 'notes'), XDG_CACHE_HOME: join(folder, 'cache'), ...env },
  });
  return { stdout, stderr };
}

describe.skipIf(process.platform === 'win32')('a second start', () => {
  test('installs nothing and builds nothing, until the lock or a source changes', () => {
    put('run.mjs', `import { installDependencies } from './scripts/runtime/dependencies.mjs';\nimport { buildApp } from './scripts/runtime/build.mjs';\nawait installDependencies();\nmkdirSync('out', { recursive: true });\nawait buildApp();\n`.replace(/^/, "import { mkdirSync } from 'node:fs';\n"));
    put('builder.mjs', `import { appendFileSync } from 'node:fs';\nappendFileSync(process.env.NOTES, 'build\\n');\n`);
    put(join('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), "await import('../../../builder.mjs');\n");
    put(join('node_modules', 'electron-vite', 'package.json'), '{"type":"module"}');
    start('run.mjs');
    expect(notes()).toEqual(['npm ci', 'build']);
    expect(start('run.mjs').stderr).toBe('');
    expect(notes()).toEqual(['npm ci', 'build']);
    put('core/one.ts', 'export const one = 1;');
    start('run.mjs');
    expect(notes()).toEqual(['npm ci', 'build', 'build']);
    put('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/wren': { version: '1.0.1', integrity: 'sha512-wren2' } } }));
    start('run.mjs');
    expect(notes()).toEqual(['npm ci', 'build', 'build', 'npm ci', 'build']);
  });
});

describe.runIf(isLinuxX64)('the Node and the Electron that are used', () => {
  test('Node is the project’s own 24, whatever the host has', () => {
    const { stdout } = spawnSync(toolNode(), ['-p', 'process.versions.node'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^24\./);
    expect(toolNode()).toContain('node_modules');
  });

  test('Electron is the one that was named, then the downloaded one, each before the next', () => {
    put('find.mjs', "import { findElectron } from './scripts/runtime/electron-runtime.mjs';\nconst { kind, executable, version } = await findElectron();\nconsole.log(JSON.stringify([kind, executable, version]));\n");
    const electron = (where: string, version: string): string => {
      program(join(where, 'electron'), '');
      put(join(where, 'version'), version);
      return join(project, where);
    };
    put(join('node_modules', 'electron', 'package.json'), '{"version":"45.4.1"}');
    const official = electron(join('node_modules', 'electron', 'dist'), 'v45.4.1');
    const [named, other] = [electron('named', '45.0.0'), electron('other', '44.0.0')];
    const found = (env: Readonly<Record<string, string>>): unknown => JSON.parse(start('find.mjs', env).stdout);
    expect(found({ ELECTRON_OVERRIDE_DIST_PATH: named, ELECTRON_EXEC_PATH: join(other, 'electron') })).toEqual(['chosen', join(named, 'electron'), '45.0.0']);
    expect(found({ ELECTRON_EXEC_PATH: join(other, 'electron') })).toEqual(['chosen', join(other, 'electron'), '44.0.0']);
    expect(found({})).toEqual(['official', join(official, 'electron'), '45.4.1']);
  });
});
