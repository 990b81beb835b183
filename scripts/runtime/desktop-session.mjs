// Runs a command on a virtual display: node desktop-session.mjs [--keyring] COMMAND ARGUMENTS…
// With --keyring it also gets a session bus of its own and an unlocked keyring. The keyring's files go to a temporary
// folder: a developer's real keyring is never touched. Everything started here ends with the command.
// xvfb-run and dbus-run-session would do the same, but leave their children behind when they are stopped, and two
// xvfb-runs at the same moment can pick the same display.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { capture, run } from './run.mjs';
import { runMain, SetUpError } from './say.mjs';

const screen = ['-screen', '0', '1920x1080x24'];
const startTimeoutMs = 15_000;

await runMain(async () => {
  const args = process.argv.slice(2);
  const hasKeyring = args[0] === '--keyring';
  const [command = '', ...rest] = hasKeyring ? args.slice(1) : args;
  /** @type {(() => Promise<void>)[]} */
  const endings = [];
  try {
    const display = await startAndRead('Xvfb', ['-displayfd', '3', ...screen, '-nolisten', 'tcp'], endings);
    process.env.DISPLAY = `:${display}`;
    delete process.env.WAYLAND_DISPLAY;
    if (hasKeyring) {
      process.env.DBUS_SESSION_BUS_ADDRESS = await startBus(endings);
      await startKeyring(endings);
    }
    return await run(command, rest);
  } finally {
    for (const end of endings.reverse()) await end();
  }
});

/**
 * Starts a server that tells where it listens on file descriptor 3.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {(() => Promise<void>)[]} endings
 * @returns {Promise<string>} the line it said
 */
async function startAndRead(program, args, endings) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.on('exit', resolve).on('error', resolve));
  endings.push(async () => {
    child.kill();
    await ended;
  });
  const said = new Promise((resolve) => {
    let text = '';
    child.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
  });
  const first = await Promise.race([said, ended.then(() => undefined), wait(startTimeoutMs, undefined, { ref: false })]);
  if (typeof first !== 'string') throw new SetUpError(`${program} did not start: check that it is installed (node scripts/set-up.mjs --tests)`);
  return first;
}

/**
 * A bus that starts nothing by itself: which services a test meets must not depend on what this machine has installed.
 * @param {(() => Promise<void>)[]} endings
 * @returns {Promise<string>} its address
 */
async function startBus(endings) {
  const folder = mkdtempSync(join(tmpdir(), 'linnet-bus-'));
  endings.push(async () => rmSync(folder, { recursive: true, force: true }));
  const config = join(folder, 'bus.conf');
  writeFileSync(config, `<busconfig>
  <type>session</type>
  <listen>unix:dir=${folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`);
  return startAndRead('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=3'], endings);
}

/** @param {(() => Promise<void>)[]} endings */
async function startKeyring(endings) {
  const folder = mkdtempSync(join(tmpdir(), 'linnet-keyring-'));
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets', `--control-directory=${join(folder, 'control')}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  const ended = new Promise((resolve) => daemon.on('exit', resolve).on('error', resolve));
  endings.push(async () => {
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  daemon.stdin.on('error', () => undefined).end('linnet');
  await whenUnlocked();
}

/** Asks only the keyring that already owns the name: a first question to the service would start another one. */
async function whenUnlocked() {
  const owner = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const locked = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets/aliases/default', 'org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'];
  const deadline = Date.now() + startTimeoutMs;
  while (!capture('dbus-send', owner).stdout.includes('boolean true') || !capture('dbus-send', locked).stdout.includes('boolean false')) {
    if (Date.now() > deadline) throw new SetUpError('gnome-keyring did not start: check that it is installed (node scripts/set-up.mjs --tests)');
    await wait(50);
  }
}
