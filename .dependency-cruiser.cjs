// Who may import whom: the table in docs/architecture.md, as rules. test/architecture/deps.test.ts plants a violation
// of each one and expects it to fail, so a rule that never fires is found out.

const island = '^electron/connectors/(?!http/|meta-graph/|oauth/|ports/|publishing/)([^/]+)/';

/** npm packages and Node's own modules, as dependency-cruiser resolves them. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)`;
const sqlPackages = packages('better-sqlite3', 'drizzle-orm');

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      comment: 'core/ holds rules and types that both processes use: no I/O, so nothing of ours but core.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(electron|db|renderer|test|scripts)/' },
    },
    {
      name: 'core-packages',
      comment: 'core/ uses only packages that are pure themselves, and nothing of Node.',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'], pathNot: packages('zod', 'temporal-polyfill', 'twitter-text', '@orpc/contract', '@types/twitter-text') },
    },
    {
      name: 'connector-islands',
      comment: 'A network never imports another network. What two need goes to http/, oauth/, publishing/, meta-graph/ or core/.',
      severity: 'error',
      from: { path: island },
      to: { path: island, pathNot: '^electron/connectors/$1/' },
    },
    {
      name: 'connectors-stay-out',
      comment: 'Connectors know core/ and their ports: not features, database, shell, API or window.',
      severity: 'error',
      from: { path: '^electron/connectors/' },
      to: { path: '^(db|renderer|test|scripts)/|^electron/(?!connectors/)' },
    },
    {
      name: 'connector-tools-know-no-network',
      comment: 'http/, oauth/, ports/, publishing/ and meta-graph/ serve networks and know none.',
      severity: 'error',
      from: { path: '^electron/connectors/(http|meta-graph|oauth|ports|publishing)/' },
      to: { path: island },
    },
    {
      name: 'features-know-core-only',
      comment: 'Features are use cases: core/ and the types of the connector ports. Storage and the outside come in as interfaces of their own.',
      severity: 'error',
      from: { path: '^electron/features/' },
      to: { path: '^(db|renderer|test|scripts)/|^electron/(?!features/|connectors/ports/)' },
    },
    {
      name: 'features-take-port-types-only',
      comment: 'Of the ports a feature takes types: the connectors themselves come in through the composition root.',
      severity: 'error',
      from: { path: '^electron/features/' },
      to: { path: '^electron/connectors/ports/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'db-knows-core',
      comment: 'db/ satisfies the interfaces that features declare, so it sees their types and core/, nothing else.',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^(renderer|test|scripts)/|^electron/(?!features/)' },
    },
    {
      name: 'db-takes-feature-types-only',
      comment: 'The database calls no use case.',
      severity: 'error',
      from: { path: '^db/' },
      to: { path: '^electron/features/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'api-is-thin',
      comment: 'api/ leads from the contract to features, and has nothing else to work with.',
      severity: 'error',
      from: { path: '^electron/api/' },
      to: { path: '^(db|renderer|test|scripts)/|^electron/(?!api/|features/)' },
    },
    {
      name: 'shell-knows-core',
      comment: 'shell/ adapts Electron and the system to interfaces; it decides nothing.',
      severity: 'error',
      from: { path: '^electron/shell/' },
      to: { path: '^(db|renderer|test|scripts)/|^electron/(?!shell/|features/|practice-network/process-config\\.ts$)' },
    },
    {
      name: 'shell-takes-feature-types-only',
      comment: 'An adapter may name the interface it satisfies, and calls no use case.',
      severity: 'error',
      from: { path: '^electron/shell/' },
      to: { path: '^electron/features/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'practice-network-stands-alone',
      comment: 'The practice network plays a server on the other side of the wire: only core/ is shared.',
      severity: 'error',
      from: { path: '^electron/practice-network/' },
      to: { path: '^(db|renderer|test|scripts)/|^electron/(?!practice-network/)' },
    },
    {
      name: 'practice-network-is-reached-by-wire',
      comment: 'Only its worker starts the practice network; everybody else speaks HTTP with it. What its process is told at start is in process-config.ts.',
      severity: 'error',
      from: { path: '^(core|db|renderer)/|^electron/(?!practice-network/|workers/|main\\.ts$)' },
      to: { path: '^electron/practice-network/', pathNot: '/process-config\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'renderer-knows-core',
      comment: 'The window asks over the contract. It imports nothing of the main process.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(db|electron|test|scripts)/' },
    },
    {
      name: 'renderer-is-a-web-page',
      comment: 'The window is sandboxed: neither Node nor Electron.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'screens-are-islands',
      comment: 'A screen never imports another screen. What two need goes to renderer/components or renderer/api.',
      severity: 'error',
      from: { path: '^renderer/screens/([^/]+)/' },
      to: { path: '^renderer/screens/([^/]+)/', pathNot: '^renderer/screens/$1/' },
    },
    {
      name: 'electron-at-the-edge',
      comment: 'Only main.ts with its composition/, preload.ts and shell/ know that this is Electron.',
      severity: 'error',
      from: { pathNot: '^electron/(main\\.ts|preload\\.ts|composition/|shell/)' },
      to: { path: packages('electron', 'electron-log', 'electron-store') },
    },
    {
      name: 'sql-only-in-db',
      comment: 'SQL lives in db/. The practice network is a server of its own and keeps its own file.',
      severity: 'error',
      from: { pathNot: '^(db|electron/practice-network)/' },
      to: { path: sqlPackages },
    },
    {
      name: 'nobody-imports-main',
      comment: 'main.ts wires everything; what others need from it belongs elsewhere.',
      severity: 'error',
      from: {},
      to: { path: '^electron/main\\.ts$' },
    },
    {
      name: 'composition-is-for-main',
      comment: 'The parts of the composition root belong to main.ts.',
      severity: 'error',
      from: { pathNot: '^electron/(main\\.ts|composition/)|^test/' },
      to: { path: '^electron/composition/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or need a third. Types alone may point both ways.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere would hide from every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(raw|url)$|^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], mainFields: ['module', 'main', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
