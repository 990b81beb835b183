// Runs inside dbus-run-session: unlocks a keyring of its own, runs the given command, then ends the keyring again.
// The keyring's files go to a temporary folder: a developer's real keyring is never touched.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { capture, run } from './run.mjs';
import { runMain, SetUpError } from './say.mjs';

const unlockTimeoutMs = 10_000;

await runMain(async () => {
  const [command = '', ...args] = process.argv.slice(2);
  const folder = mkdtempSync(join(tmpdir(), 'linnet-keyring-'));
  const daemon = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets', `--control-directory=${join(folder, 'control')}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, XDG_DATA_HOME: folder, XDG_RUNTIME_DIR: folder },
  });
  const ended = new Promise((resolve) => daemon.on('close', resolve).on('error', resolve));
  daemon.stdin.end('linnet');
  try {
    await whenUnlocked();
    return await run(command, args);
  } finally {
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Asks only the keyring that already owns the name: a first question to the service would start another one. */
async function whenUnlocked() {
  const owner = ['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets'];
  const locked = ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets/aliases/default', 'org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'];
  const deadline = Date.now() + unlockTimeoutMs;
  while (!capture('dbus-send', owner).stdout.includes('boolean true') || !capture('dbus-send', locked).stdout.includes('boolean false')) {
    if (Date.now() > deadline) throw new SetUpError('gnome-keyring did not start: check that gnome-keyring and dbus-x11 are installed');
    await wait(50);
  }
}
