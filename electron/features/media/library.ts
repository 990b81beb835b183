import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appError, type AppError, type AppResult } from '#core/errors';
import { err, ok } from '#core/result';
import { HEAD_BYTES } from '#core/videos/probe';

export interface Received {
  /** Where the bytes lie until they are kept or dropped. */
  readonly temp: string;
  readonly hash: string;
  readonly bytes: number;
  /** Its first bytes, which say what it is. */
  readonly head: Uint8Array;
}

/** The folder of originals, each once, named by the SHA-256 of its bytes; and beside it what can be made again. */
export interface Library {
  /** Takes the bytes in as they come and holds none of them. @param limit how many it may be, by its first bytes */
  readonly receive: (source: AsyncIterable<Uint8Array>, limit: (head: Uint8Array) => number) => Promise<AppResult<Received>>;
  readonly keep: (received: Received) => Promise<AppResult<string>>;
  readonly drop: (received: Pick<Received, 'temp'>) => Promise<void>;
  /** Null for anything but a hash: no path can be built from it. */
  readonly original: (hash: string) => string | null;
  readonly cached: (folder: 'thumbs' | 'renditions', name: string) => string;
  readonly exists: (path: string) => Promise<boolean>;
  /** A file to write to before `settle` gives it its name. */
  readonly scratch: () => Promise<string>;
  /** Gives a file its name for good: bytes and name outlive a power cut, unless it is only a thumbnail. */
  readonly settle: (temp: string, target: string) => Promise<AppResult<null>>;
  /** Takes a picture and everything made from it off the disk. Only for hashes that nothing names any more. */
  readonly forget: (hash: string) => Promise<void>;
  readonly hashOf: (path: string) => Promise<string | null>;
}

const HASH = /^[0-9a-f]{64}$/;

export function fileProblem(cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const detail = cause instanceof Error ? cause.message : String(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') return appError('disk-full', undefined, detail);
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return appError('read-only', undefined, detail);
  return appError('media-unreadable', undefined, detail);
}

/** Windows cannot open a folder and does not need it. */
async function sync(path: string): Promise<void> {
  const isFolder = (await stat(path)).isDirectory();
  if (isFolder && process.platform === 'win32') return;
  const handle = await open(path, isFolder ? 'r' : 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export function createLibrary(dataFolder: string, newName: () => string): Library {
  const media = join(dataFolder, 'media');
  const incoming = join(media, 'incoming');
  const cache = join(dataFolder, 'media-cache');
  const thumbs = join(cache, 'thumbs');
  const original = (hash: string): string | null => (HASH.test(hash) ? join(media, hash.slice(0, 2), hash) : null);
  const exists = async (path: string): Promise<boolean> => stat(path).then((s) => s.isFile(), () => false);
  let tidied: Promise<unknown> | null = null;
  /** What a kill of an earlier run left half written goes before this run writes its first. */
  async function tidy(): Promise<void> {
    const names = await readdir(incoming).catch(() => []);
    await Promise.all(names.map((name) => rm(join(incoming, name), { force: true })));
  }
  const scratch = async (): Promise<string> => {
    tidied ??= tidy();
    await tidied;
    await mkdir(incoming, { recursive: true });
    return join(incoming, `${newName()}.part`);
  };

  async function settle(temp: string, target: string): Promise<AppResult<null>> {
    try {
      const made = await mkdir(dirname(target), { recursive: true });
      const lasting = !target.startsWith(thumbs);
      if (lasting) await sync(temp);
      await rename(temp, target);
      if (lasting) await sync(dirname(target));
      if (lasting && made !== undefined) await sync(dirname(made));
      return ok(null);
    } catch (cause) {
      await rm(temp, { force: true });
      return err(fileProblem(cause));
    }
  }

  return {
    original, exists, scratch, settle,
    cached: (folder, name) => join(cache, folder, name.slice(0, 2), name),

    receive: async (source, limit) => {
      let temp: string;
      try {
        temp = await scratch();
      } catch (cause) {
        return err(fileProblem(cause));
      }
      const refuse = async (error: AppError): Promise<AppResult<Received>> => {
        await rm(temp, { force: true });
        return err(error);
      };
      try {
        const digest = createHash('sha256');
        let bytes = 0;
        let head = new Uint8Array();
        const maxBytes = (): number => limit(head);
        const handle = await open(temp, 'w');
        try {
          for await (const chunk of source) {
            bytes += chunk.byteLength;
            if (head.length < HEAD_BYTES) head = new Uint8Array(Buffer.concat([head, chunk.subarray(0, HEAD_BYTES - head.length)]));
            // Leaving the loop ends the stream: the rest is never read.
            if (bytes > maxBytes()) break;
            digest.update(chunk);
            await handle.writeFile(chunk);
          }
          await handle.sync();
        } finally {
          await handle.close();
        }
        if (bytes > maxBytes()) return await refuse(appError('media-too-big', { max: maxBytes() }));
        if (bytes === 0) return await refuse(appError('media-empty'));
        return ok({ temp, hash: digest.digest('hex'), bytes, head });
      } catch (cause) {
        return refuse(fileProblem(cause));
      }
    },

    keep: async ({ temp, hash, bytes }) => {
      const target = join(media, hash.slice(0, 2), hash);
      // The same name is the same bytes, unless a disk has shortened them: then the new copy mends it.
      const there = await stat(target).then((s) => s.size, () => -1);
      if (there === bytes) {
        await rm(temp, { force: true });
        return ok(target);
      }
      const settled = await settle(temp, target);
      return settled.ok ? ok(target) : settled;
    },
    drop: ({ temp }) => rm(temp, { force: true }),

    forget: async (hash) => {
      const file = original(hash);
      if (file === null) return;
      for (const made of ['thumbs', 'renditions']) {
        const folder = join(cache, made, hash.slice(0, 2));
        const names = await readdir(folder).catch(() => []);
        await Promise.all(names.filter((name) => name.startsWith(hash)).map((name) => rm(join(folder, name), { force: true })));
      }
      await rm(file, { force: true });
    },

    hashOf: async (path) => {
      try {
        const digest = createHash('sha256');
        for await (const chunk of createReadStream(path)) digest.update(chunk as Uint8Array);
        return digest.digest('hex');
      } catch {
        return null;
      }
    },
  };
}
