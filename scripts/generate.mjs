/**
 * `npm run generate -- NAME [--custom]`: asks drizzle-kit for the next migration from db/schema.ts, then makes every new
 * table STRICT, which drizzle-kit cannot say. `--custom` gives an empty numbered file for SQL written by hand.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'db', 'migrations');
const args = process.argv.slice(2);
const name = args.find((a) => !a.startsWith('-'));
if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write('Give the migration a name in small letters, digits and underscores: npm run generate -- add_notes\n');
  process.exit(1);
}

const files = () => readdirSync(folder).filter((f) => f.endsWith('.sql'));
const before = new Set(files());
const kit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs');
const made = spawnSync(process.execPath, [
  kit, 'generate', '--dialect', 'sqlite', '--schema', 'db/schema.ts', '--out', 'db/migrations', '--name', name,
  ...(args.includes('--custom') ? ['--custom'] : []),
], { cwd: root, stdio: 'inherit' });
if (made.status !== 0) process.exit(made.status ?? 1);

for (const file of files().filter((f) => !before.has(f))) {
  const path = join(folder, file);
  // A CREATE TABLE of drizzle-kit ends with a line that holds only the bracket.
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/^\);$/gm, ') STRICT;'));
  process.stdout.write(`${file}: read it, write what it does into db/CHANGELOG.md, and run npm run test:migrations.\n`);
}
