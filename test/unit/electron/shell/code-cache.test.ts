import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCodeCache } from '#electron/shell/code-cache';

let folder: string;
let scripts: string;
let file: string;
const own = (): string => join(scripts, 'own.cjs');
const load = (path: string): Record<string, unknown> => {
  const require = createRequire(path);
  delete require.cache[path];
  return require(path) as Record<string, unknown>;
};
/** One start: loads our script, keeps what was compiled, and tells whether V8 took up what an earlier start left. */
function start(): { readonly answers: Record<string, unknown>; readonly taken: boolean | undefined } {
  const cache = createCodeCache({ file, scripts });
  const seen = vi.spyOn(Script.prototype, 'runInThisContext');
  try {
    const answers = load(own());
    return { answers, taken: (seen.mock.contexts.at(-1) as Script | undefined)?.cachedDataRejected === false };
  } finally {
    seen.mockRestore();
    cache.keep();
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linnet-code-'));
  scripts = join(folder, 'main');
  file = join(folder, 'data', 'code-cache');
  mkdirSync(scripts);
  writeFileSync(join(scripts, 'other.cjs'), 'exports.two = 2;');
  writeFileSync(own(), "exports.sum = () => 1 + require('./other.cjs').two; exports.here = [__filename, __dirname, module.id, this === exports];");
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('the kept code', () => {
  test('is taken up by the next start, which answers the same', () => {
    const first = start();
    expect(first.taken).toBe(false);
    const second = start();
    expect(second.taken).toBe(true);
    expect((second.answers['sum'] as () => number)()).toBe(3);
    expect(second.answers['here']).toEqual([own(), scripts, own(), true]);
  });

  test('of another version of a script is not taken, and is replaced', () => {
    start();
    const before = statSync(own());
    // As long as before: V8 itself looks at the length alone.
    writeFileSync(own(), readFileSync(own(), 'utf8').replace('1 +', '7 +'));
    utimesSync(own(), before.atime, new Date(before.mtimeMs + 1_000));
    const changed = start();
    expect(changed.taken).toBe(false);
    expect((changed.answers['sum'] as () => number)()).toBe(9);
    expect(start().taken).toBe(true);
  });

  test('is refused when a single byte of the file is another, and when it is cut short', () => {
    start();
    const whole = readFileSync(file);
    for (const broken of [whole.map((byte, at) => (at === whole.length - 9 ? byte ^ 1 : byte)), whole.subarray(0, whole.length - 5), Buffer.from('nothing'), Buffer.alloc(0)]) {
      writeFileSync(file, broken);
      const after = start();
      expect(after.taken).toBe(false);
      expect((after.answers['sum'] as () => number)()).toBe(3);
    }
    expect(start().taken).toBe(true);
  });

  test('is not written again by a start that found all of it', () => {
    start();
    const { mtimeMs, ino } = statSync(file);
    start();
    expect(statSync(file)).toMatchObject({ mtimeMs, ino });
  });

  test('is nothing but a shortcut: where it cannot be written, nothing is said', () => {
    writeFileSync(join(folder, 'data'), 'a file where the folder would be');
    expect((start().answers['sum'] as () => number)()).toBe(3);
  });

  test('leaves the scripts of others, and everything after it was kept, to Node', () => {
    const plain = (Module.prototype as unknown as { readonly _compile: unknown })._compile;
    const cache = createCodeCache({ file, scripts });
    const seen = vi.spyOn(Script.prototype, 'runInThisContext');
    writeFileSync(join(folder, 'foreign.cjs'), 'exports.one = 1;');
    expect(load(join(folder, 'foreign.cjs'))['one']).toBe(1);
    expect(seen).not.toHaveBeenCalled();
    seen.mockRestore();
    cache.keep();
    expect((Module.prototype as unknown as { readonly _compile: unknown })._compile).toBe(plain);
  });
});
