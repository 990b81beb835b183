import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cruise, root, type Violation } from './support/tree';

interface Rule {
  readonly name: string;
}
const { forbidden } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as { forbidden: readonly Rule[] };

/** A tree in which every import is allowed: each room reaches for all it may have. */
const allowed: Readonly<Record<string, string>> = {
  'core/result.ts': "export const result = 1;\nexport type Result = number;\n",
  'core/contract/posts.ts': "import { z } from 'zod';\nimport { result } from '../result';\nexport const posts = z.literal(result);\n",
  'electron/connectors/ports/connector.ts': "import type { Result } from '#core/result';\nexport type Port = Result;\nexport const port = 1;\n",
  'electron/connectors/http/client.ts': "import { result } from '#core/result';\nexport const client = result;\n",
  'electron/connectors/oauth/flow.ts': "import { createHash } from 'node:crypto';\nimport { client } from '../http/client';\nexport const flow = [createHash, client];\n",
  'electron/connectors/meta-graph/graph.ts': "import { client } from '../http/client';\nimport type { Port } from '../ports/connector';\nexport const graph: [unknown, Port] = [client, 1];\n",
  'electron/connectors/alpha/alpha.ts': "import type { Port } from '../ports/connector';\nimport { graph } from '../meta-graph/graph';\nimport { flow } from '../oauth/flow';\nimport { part } from './part';\nexport const alpha: [Port, unknown, unknown, number] = [1, graph, flow, part];\n",
  'electron/connectors/alpha/part.ts': 'export const part = 1;\n',
  'electron/connectors/beta/beta.ts': 'export const beta = 1;\n',
  'electron/connectors/registry.ts': "import { alpha } from './alpha/alpha';\nimport { beta } from './beta/beta';\nexport const registry = [alpha, beta];\n",
  'electron/features/posts/posts.ts': "import type { Port } from '#electron/connectors/ports/connector';\nimport { result } from '#core/result';\nexport type Storage = Port;\nexport const createPosts = () => result;\n",
  'electron/practice-network/process-config.ts': 'export const config = 1;\n',
  'electron/practice-network/server.ts': "import Database from 'better-sqlite3';\nimport { config } from './process-config';\nexport const server = [Database, config];\n",
  'electron/workers/practice.ts': "import { server } from '../practice-network/server';\nexport const started = server;\n",
  'db/posts.ts': "import Database from 'better-sqlite3';\nimport type { Storage } from '#electron/features/posts/posts';\nexport const storage: Storage = Database.length;\n",
  'electron/api/posts.ts': "import { posts } from '#core/contract/posts';\nimport { createPosts } from '../features/posts/posts';\nexport const api = [posts, createPosts];\n",
  'electron/shell/window.ts': "import { app } from 'electron';\nimport { result } from '#core/result';\nexport const window = [app, result];\n",
  'electron/preload.ts': "import { ipcRenderer } from 'electron';\nipcRenderer.send('hello');\n",
  'electron/composition/storage.ts': "import { storage } from '#db/posts';\nexport const wired = storage;\n",
  'electron/main.ts': "import { api } from './api/posts';\nimport { wired } from './composition/storage';\nimport { registry } from './connectors/registry';\nimport { window } from './shell/window';\nvoid [api, wired, registry, window];\n",
  'renderer/components/button.tsx': 'export const Button = () => null;\n',
  'renderer/screens/today/today.tsx': "import { posts } from '#core/contract/posts';\nimport { Button } from '../../components/button';\nexport const Today = [posts, Button];\n",
  'renderer/screens/calendar/calendar.tsx': "import { Button } from '../../components/button';\nexport const Calendar = Button;\n",
};

const imports = (target: string): string => `import * as planted from '${target}';\nvoid planted;\n`;

/** For every rule at least one file that breaks it. */
const planted: readonly { readonly rule: string; readonly file: string; readonly text: string }[] = [
  { rule: 'core-is-pure', file: 'core/planted/pure.ts', text: imports('#db/posts') },
  { rule: 'core-is-pure', file: 'core/planted/pure-type.ts', text: "import type { Port } from '#electron/connectors/ports/connector';\nexport type P = Port;\n" },
  { rule: 'core-packages', file: 'core/planted/node.ts', text: imports('node:fs') },
  { rule: 'core-packages', file: 'core/planted/package.ts', text: imports('react') },
  { rule: 'connector-islands', file: 'electron/connectors/beta/planted.ts', text: imports('../alpha/part') },
  { rule: 'connectors-stay-out', file: 'electron/connectors/alpha/planted-feature.ts', text: imports('#electron/features/posts/posts') },
  { rule: 'connectors-stay-out', file: 'electron/connectors/alpha/planted-db.ts', text: imports('#db/posts') },
  { rule: 'connector-tools-know-no-network', file: 'electron/connectors/http/planted.ts', text: imports('../alpha/part') },
  { rule: 'connector-tools-know-no-network', file: 'electron/connectors/ports/planted.ts', text: imports('../alpha/part') },
  { rule: 'connector-tools-know-no-network', file: 'electron/connectors/meta-graph/planted.ts', text: imports('../alpha/part') },
  { rule: 'features-know-core-only', file: 'electron/features/posts/planted-db.ts', text: imports('#db/posts') },
  { rule: 'features-know-core-only', file: 'electron/features/posts/planted-network.ts', text: imports('#electron/connectors/alpha/part') },
  { rule: 'features-know-core-only', file: 'electron/features/posts/planted-shell.ts', text: imports('#electron/shell/window') },
  { rule: 'features-take-port-types-only', file: 'electron/features/posts/planted-port.ts', text: imports('#electron/connectors/ports/connector') },
  { rule: 'db-knows-core', file: 'db/planted-shell.ts', text: imports('#electron/shell/window') },
  { rule: 'db-takes-feature-types-only', file: 'db/planted-feature.ts', text: imports('#electron/features/posts/posts') },
  { rule: 'api-is-thin', file: 'electron/api/planted.ts', text: imports('#db/posts') },
  { rule: 'shell-knows-core', file: 'electron/shell/planted.ts', text: imports('#db/posts') },
  { rule: 'shell-takes-feature-types-only', file: 'electron/shell/planted-feature.ts', text: imports('#electron/features/posts/posts') },
  { rule: 'practice-network-stands-alone', file: 'electron/practice-network/planted.ts', text: imports('#electron/connectors/alpha/part') },
  { rule: 'practice-network-is-reached-by-wire', file: 'electron/connectors/beta/planted-practice.ts', text: imports('#electron/practice-network/server') },
  { rule: 'renderer-knows-core', file: 'renderer/planted.tsx', text: imports('#electron/features/posts/posts') },
  { rule: 'renderer-is-a-web-page', file: 'renderer/planted-node.tsx', text: imports('node:path') },
  { rule: 'screens-are-islands', file: 'renderer/screens/today/planted.tsx', text: imports('../calendar/calendar') },
  { rule: 'electron-at-the-edge', file: 'electron/features/posts/planted-electron.ts', text: imports('electron') },
  { rule: 'electron-at-the-edge', file: 'electron/api/planted-store.ts', text: imports('electron-store') },
  { rule: 'sql-only-in-db', file: 'electron/api/planted-sql.ts', text: imports('drizzle-orm') },
  { rule: 'nobody-imports-main', file: 'electron/shell/planted-main.ts', text: imports('../main') },
  { rule: 'composition-is-for-main', file: 'electron/workers/planted.ts', text: imports('../composition/storage') },
  { rule: 'no-cycles', file: 'core/planted/one.ts', text: "import { two } from './two';\nexport const one = (): unknown => two;\n" },
  { rule: 'no-unresolved', file: 'core/planted/nowhere.ts', text: imports('./is-not-there') },
];

/** The other half of the planted cycle. */
const companions: Readonly<Record<string, string>> = { 'core/planted/two.ts': "import { one } from './one';\nexport const two = (): unknown => one;\n" };

describe('the import rules', () => {
  let found: readonly Violation[] = [];
  beforeAll(async () => {
    found = await cruise({ ...allowed, ...companions, ...Object.fromEntries(planted.map(({ file, text }) => [file, text])) });
  }, 180_000);

  test('let every room have what it may have', async () => {
    expect(await cruise(allowed)).toEqual([]);
  }, 180_000);

  test('are each proved by a planted violation', () => {
    expect(new Set(planted.map(({ rule }) => rule))).toEqual(new Set(forbidden.map(({ name }) => name)));
  });

  test.each(planted)('$rule fires for $file', ({ rule, file }) => {
    expect(found.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
  });

  test('accuse nobody but the planted files', () => {
    const guilty = new Set([...planted.map(({ file }) => file), ...Object.keys(companions)]);
    expect(found.filter(({ from }) => !guilty.has(from))).toEqual([]);
  });
});
