import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants as fsConstants } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Runs a program and waits for it. Signals sent to us are passed on, so that stopping a script stops what it started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { heard?: (text: string) => void }} [options] heard: is told what the
 *   program writes to the pipes it was given, which is passed on
 * @returns {Promise<number>} the exit code; 128 + n when a signal ended it; 127 when it could not start
 */
export function run(command, args, { heard, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const pass = (/** @type {NodeJS.Signals} */ signal) => {
      // A terminal sends Ctrl-C to the child as well, and a second one would cut its orderly end short.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on('SIGINT', pass).on('SIGTERM', pass);
    const done = (/** @type {number} */ code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code);
    };
    if (heard) {
      child.stdout?.on('data', (chunk) => { process.stdout.write(chunk); heard(String(chunk)); });
      child.stderr?.on('data', (chunk) => { process.stderr.write(chunk); heard(String(chunk)); });
    }
    child.on('error', () => done(127));
    child.on('close', (code, signal) => done(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });
}

/**
 * Runs a program quietly and gives back what it said.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {{ ok: boolean, stdout: string, output: string }}
 */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { maxBuffer: 64 * 1024 * 1024, ...options, encoding: 'utf8' });
  const stdout = String(result.stdout ?? '');
  return { ok: result.status === 0, stdout, output: stdout + String(result.stderr ?? result.error?.message ?? '') };
}

/**
 * @param {string} name
 * @returns {boolean} whether a program of this name is on the PATH
 */
export function hasCommand(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), fsConstants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
