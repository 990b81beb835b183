import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { constants, Script } from 'node:vm';

export interface CodeCachePlace {
  /** The file that keeps what V8 compiled. */
  readonly file: string;
  /** The folder of our own scripts: nothing outside it is touched. */
  readonly scripts: string;
}

export interface CodeCache {
  /**
   * Writes down what this run compiled, when something of it was not known, and lets Node compile by itself from here
   * on. Once; never fails, since it is only a shortcut.
   */
  readonly keep: () => void;
}

/** Node's own way to turn a file's text into a module, which it has no name for in its types. */
type Compile = (this: NodeModule, content: string, filename: string, ...rest: unknown[]) => unknown;
interface Compiles { _compile: Compile }

/** Where a script's part of the file begins and ends, and of which version of the script it is. */
interface Part { readonly stamp: string; readonly start: number; readonly end: number }

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const stampOf = (path: string): string => {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
};

/**
 * A third of what the main process does in a start is compiling the same text again. With this it takes up what the
 * last run compiled: V8 checks version and flags, and this file that it is whole and of the very script. Meant for
 * Linux and Windows: on macOS the keychain opens to Linnet alone, so nothing that other programs can write may be run.
 * To be called before the scripts are required.
 */
export function createCodeCache({ file, scripts }: CodeCachePlace): CodeCache {
  let known = read(file);
  const used = new Map<string, { readonly script: Script; readonly stamp: string }>();
  const prefix = scripts.endsWith(sep) ? scripts : scripts + sep;
  const prototype = Module.prototype as unknown as Compiles;
  const plain = prototype._compile;
  let news = false;

  prototype._compile = function compile(this: NodeModule, content, filename, ...rest) {
    if (!filename.startsWith(prefix)) return plain.call(this, content, filename, ...rest);
    const stamp = stampOf(filename);
    const cachedData = known?.get(filename, stamp);
    const script = new Script(Module.wrap(content), {
      filename, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER, ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) news = true;
    used.set(filename, { script, stamp });
    const run = script.runInThisContext() as (...parts: unknown[]) => unknown;
    return run.call(this.exports, this.exports, createRequire(filename), this, filename, dirname(filename));
  };

  return {
    keep: () => {
      if (prototype._compile === plain) return;
      prototype._compile = plain;
      try {
        if (news) write(file, used);
      } catch {
        // No room, or no folder: the next start compiles for itself.
      }
      // What came of it lives in V8; the bytes are only in the way.
      known = null;
      used.clear();
    },
  };
}

/** A line with the digest of the rest, a line with the parts, then the parts themselves. Null for anything else. */
function read(file: string): { readonly get: (script: string, stamp: string) => Buffer | undefined } | null {
  try {
    const bytes = readFileSync(file);
    const first = bytes.indexOf(10);
    const second = bytes.indexOf(10, first + 1);
    if (first < 0 || second < 0 || bytes.toString('latin1', 0, first) !== digest(bytes.subarray(first + 1))) return null;
    const parts = JSON.parse(bytes.toString('utf8', first + 1, second)) as Readonly<Record<string, Part>>;
    return {
      get: (script, stamp) => {
        const part = parts[script];
        return part === undefined || part.stamp !== stamp ? undefined : bytes.subarray(second + 1 + part.start, second + 1 + part.end);
      },
    };
  } catch {
    return null;
  }
}

function write(file: string, used: ReadonlyMap<string, { readonly script: Script; readonly stamp: string }>): void {
  const parts: Record<string, Part> = {};
  const blobs: Buffer[] = [];
  let start = 0;
  for (const [path, { script, stamp }] of used) {
    const blob = script.createCachedData();
    parts[path] = { stamp, start, end: start + blob.length };
    blobs.push(blob);
    start += blob.length;
  }
  const rest = Buffer.concat([Buffer.from(`${JSON.stringify(parts)}\n`), ...blobs]);
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(`${file}.new`, Buffer.concat([Buffer.from(`${digest(rest)}\n`), rest]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    rmSync(`${file}.new`, { force: true });
    throw error;
  }
}
