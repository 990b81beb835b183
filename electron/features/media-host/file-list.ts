import * as z from 'zod';
import type { Clock, Millis } from '#core/clock';
import type { JsonObject } from '#core/json';
import { isObjectName } from '#core/media-host/address';

/** `db/settings.ts` fits it. */
export interface SettingsPort {
  readonly get: (key: string) => JsonObject | null;
  readonly set: (key: string, value: JsonObject, now: Millis) => void;
  readonly remove: (key: string) => void;
}

const KEY = 'media-host.files';
const shape = z.object({ files: z.array(z.object({ name: z.string().refine(isObjectName), at: z.number(), upload: z.string().nullable().default(null) })) });

/** What lies on the media host, or may lie there: written down before the first byte goes out, so that no crash leaves a file for ever. */
export function createFileList(store: SettingsPort, clock: Clock) {
  const read = (): z.infer<typeof shape>['files'] => shape.safeParse(store.get(KEY)).data?.files ?? [];
  const write = (files: z.infer<typeof shape>['files']): void => { store.set(KEY, { files }, clock.now()); };
  return {
    add: (name: string): void => { write([...read(), { name, at: clock.now(), upload: null }]); },
    /** An upload in parts, which the host keeps until it is whole or given up. */
    begun: (name: string, upload: string): void => { write(read().map((file) => (file.name === name ? { ...file, upload } : file))); },
    /** It lies there whole from now on. */
    whole: (name: string): void => { write(read().map((file) => (file.name === name ? { name, at: clock.now(), upload: null } : file))); },
    uploadOf: (name: string): string | undefined => read().find((file) => file.name === name)?.upload ?? undefined,
    drop: (names: readonly string[]): void => {
      const files = read();
      const left = files.filter((file) => !names.includes(file.name));
      if (left.length < files.length) write(left);
    },
    all: (): readonly string[] => read().map(({ name }) => name),
    /** Also those from a time to come: the clock was set back. */
    olderThan: (at: Millis): readonly string[] => read().filter((file) => file.at <= at || file.at > clock.now()).map(({ name }) => name),
  };
}
