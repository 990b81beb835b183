import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `to` for the one place where `at` stands; a place that is not there, or there twice, is a mistake of the step. */
interface Edit {
  readonly file: string;
  readonly at: string;
  readonly to: string;
}
export interface Step {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
}

const text = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.txt`), 'utf8');

/** What makes the compiler ask for the rest. */
export const idStep: Edit = { file: 'core/networks/names.ts', at: "youtube: 'YouTube',\n} as const", to: "youtube: 'YouTube', toy: 'Toy',\n} as const" };

/** docs/adding-a-network.md, step by step, for a toy eleventh network. */
export const steps: readonly Step[] = [
  {
    title: 'Facts', files: { 'core/networks/toy.ts': text('facts.ts') },
    edits: [idStep, { file: 'core/networks/index.ts', at: "import { x } from './x';\n", to: "import { toy } from './toy';\nimport { x } from './x';\n" }, { file: 'core/networks/index.ts', at: ' tiktok, youtube,\n};', to: ' tiktok, youtube, toy,\n};' }],
  },
  {
    title: 'Connector', edits: [],
    files: { 'electron/connectors/toy/toy.ts': text('connector.ts'), 'electron/connectors/toy/map-error.ts': text('map-error.ts') },
  },
  {
    title: 'Registry', files: {},
    edits: [
      { file: 'electron/composition/connectors.ts', at: "import { createXConnector }", to: "import { createToyConnector } from '../connectors/toy/toy';\nimport { createXConnector }" },
      { file: 'electron/composition/connectors.ts', at: 'const all: readonly Connector[] = [\n', to: 'const all: readonly Connector[] = [\n    createToyConnector({ http, clock }),\n' },
    ],
  },
  {
    title: 'Words', files: {},
    edits: [
      { file: 'renderer/messages/networks.ts', at: "  practice: 'A small network", to: "  toy: 'A network for trying the steps',\n  practice: 'A small network" },
      {
        file: 'renderer/messages/login.ts', at: "  'mastodon.oauth.server':",
        to: "  'toy.app-password.server': server('Where it runs.', 'http://127.0.0.1:8080'),\n  'toy.app-password.token': { label: 'Token', help: 'The one it shows.', placeholder: '' },\n  'mastodon.oauth.server':",
      },
    ],
  },
  {
    title: 'Glyph', files: {},
    edits: [
      { file: 'renderer/components/network-icon.tsx', at: ' linkedin, practice,\n};', to: " linkedin, practice, toy: 'M0 0h24v24H0Z',\n};" },
      { file: 'renderer/styles/tokens.css', at: '--net-practice: #7b4f8f;', to: '--net-practice: #7b4f8f; --net-toy: #44606a;' },
      { file: 'renderer/styles/tokens.css', at: '--net-practice: #cf9fe0;', to: '--net-practice: #cf9fe0; --net-toy: #a9c4cd;' },
    ],
  },
  {
    title: 'Proof', edits: [],
    files: { 'test/connectors/toy.test.ts': text('conformance.test.ts'), 'test/networks/toy/server.ts': text('server.ts') },
  },
  { title: 'README', edits: [], files: { 'electron/connectors/toy/README.md': text('README.md') } },
];

/** Not a step of the page: what looks at the result. */
export const looks: Readonly<Record<string, string>> = { 'test/connectors/toy-features.test.ts': text('features.test.ts') };
