import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);

/**
 * `developer.json` in the data folder points a network at a server on this machine, so that anyone can try it offline.
 * Only loopback addresses are taken: a file cannot send tokens elsewhere.
 */
const loopback = origin.refine((url) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname), 'only addresses of this machine');
const shape = z.strictObject({
  bluesky: z.strictObject({ plc: loopback, handleResolver: loopback, app: loopback.optional() }).transform(({ app, ...rest }) => (app === undefined ? rest : { ...rest, app })).optional(),
  facebook: z.strictObject({ url: loopback }).optional(),
  instagram: z.strictObject({ url: loopback }).optional(),
  linkedin: z.strictObject({ api: loopback, web: loopback }).optional(),
  pinterest: z.strictObject({ url: loopback }).optional(),
  practice: z.strictObject({ url: loopback, secret: z.string().min(8), honourKeys: z.boolean().default(true) }).optional(),
  threads: z.strictObject({ url: loopback }).optional(),
  tiktok: z.strictObject({ url: loopback }).optional(),
  x: z.strictObject({ api: loopback, web: loopback }).optional(),
  youtube: z.strictObject({ url: loopback }).optional(),
});
export type DeveloperSettings = z.infer<typeof shape>;

/** An unreadable file counts as none and is told to the log. */
export function readDeveloperSettings(folder: string, tell: (problem: string) => void): DeveloperSettings {
  const file = join(folder, 'developer.json');
  if (!existsSync(file)) return {};
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    tell(`developer.json is not used: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}
