// The system packages that a window, a keyring and the end-to-end tests need on Debian and its relatives.
import { capture, hasCommand } from './run.mjs';
import { say, SetUpError } from './say.mjs';

// Alternatives of one package are separated by "|": names differ between releases.
const forWindow = ['libgtk-3-0|libgtk-3-0t64', 'libnss3', 'libasound2|libasound2t64', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0|libatk-bridge2.0-0t64', 'libdrm2', 'libsecret-1-0', 'libnotify4'];
const forDisplay = ['xvfb'];
const forTests = ['gnome-keyring', 'dbus', 'chromium|chromium-browser', 'fonts-liberation', 'fonts-noto-color-emoji', 'dunst', 'python3-dbus', 'python3-gi', 'xdg-utils', 'libglib2.0-bin'];
const compiler = ['python3', 'make', 'g++'];

/**
 * Installs what is missing when that is possible, else stops with the one command that does it.
 * @param {{ display: boolean, tests: boolean }} needs
 */
export function installSystemPackages(needs) {
  if (process.platform !== 'linux') return;
  const wanted = [...forWindow, ...(needs.display || needs.tests ? forDisplay : []), ...(needs.tests ? forTests : [])];
  if (!hasCommand('dpkg-query')) {
    checkCommands(needs);
    return;
  }
  const installed = installedPackages(wanted.flatMap((entry) => entry.split('|')));
  const missing = wanted.filter((entry) => !entry.split('|').some((name) => installed.has(name)));
  if (missing.length > 0) install(missing);
}

/** What node-gyp needs. It may come from elsewhere than Debian's packages, so it is looked for as commands. */
export function installCompiler() {
  const missing = compiler.filter((name) => !hasCommand(name));
  if (missing.length > 0) install(missing);
}

function checkCommands(/** @type {{ display: boolean, tests: boolean }} */ needs) {
  const commands = [...(needs.display || needs.tests ? ['Xvfb'] : []), ...(needs.tests ? ['gnome-keyring-daemon', 'dbus-daemon', 'dbus-send', 'chromium', 'dunst', 'xdg-open', 'gio'] : [])];
  const missing = commands.filter((name) => !hasCommand(name));
  if (missing.length > 0) throw new SetUpError(`missing on this system: ${missing.join(', ')}; install them with your package manager, then start again`);
}

/** @returns {Set<string>} */
function installedPackages(/** @type {readonly string[]} */ names) {
  const { stdout } = capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\n', ...names], { env: { ...process.env, LC_ALL: 'C' } });
  return new Set(stdout.split('\n').filter((line) => / ii/.test(line)).map((line) => line.split(' ')[0] ?? ''));
}

function install(/** @type {readonly string[]} */ missing) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !hasCommand('apt-get')) {
    throw new SetUpError(`system packages are missing; install them with: sudo apt-get install -y ${pickNames(missing).join(' ')}`);
  }
  say(`installing system packages: ${missing.map((entry) => entry.split('|')[0]).join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  capture('apt-get', ['update', '-q'], { env });
  const names = pickNames(missing);
  const result = capture('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
  if (!result.ok) {
    const reason = result.output.split('\n').findLast((line) => line.startsWith('E:')) ?? '';
    throw new SetUpError(`apt-get could not install the packages (${reason}); try: apt-get install -y ${names.join(' ')}`);
  }
}

/** @returns {string[]} of each entry the first alternative that this release has */
function pickNames(/** @type {readonly string[]} */ entries) {
  return entries.map((entry) => {
    const names = entry.split('|');
    return names.find((name) => /Candidate: (?!\(none\))/.test(capture('apt-cache', ['policy', name]).stdout)) ?? names[0] ?? entry;
  });
}
