// The direction of imports, as CONTEXT and the feature folders promise it:
// client → schema; server: roots → transports → actions → entities (child → parent) → lib.

const server = '^packages/server/src/';
const transport = String.raw`^packages/server/src/.+\.(resolver|task|http)\.ts$`;
const root = '^packages/server/src/[^/]+[.]ts$';
const test = String.raw`\.(test|bench|fixtures?|harness)\.tsx?$`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or a third is missing. Types may look back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'client-knows-schema-only',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^packages/', pathNot: ['^packages/client/', '^packages/schema/'] },
    },
    {
      name: 'schema-knows-nobody',
      severity: 'error',
      from: { path: '^packages/schema/' },
      to: { path: '^packages/', pathNot: '^packages/schema/' },
    },
    {
      name: 'server-source-without-documents',
      comment:
        'The server defines the contract; only its tests, benches and scripts speak through it. The tables of ' +
        'transitions and of filters are the exception: one file for server and client.',
      severity: 'error',
      from: { path: server, pathNot: test },
      to: {
        path: '^packages/(schema|client)/',
        pathNot: '^packages/schema/src/(order-transitions|filter-fields|filter-tree)[.]ts$',
      },
    },
    {
      name: 'transports-belong-to-roots',
      comment: 'A resolver, task or route is wired by a file directly in src, and used by nobody.',
      severity: 'error',
      from: { path: '^packages/server/', pathNot: [root, test, '^packages/server/(test|bench)/'] },
      to: { path: transport },
    },
    {
      name: 'roots-are-not-imported',
      severity: 'error',
      from: { path: '^packages/server/src/.+/', pathNot: test },
      to: {
        path: '^packages/server/src/(main|app|schema|http|entities|tasks)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'actions-without-transport',
      comment: 'What can be done is said without GraphQL, request or response.',
      severity: 'error',
      from: { path: String.raw`^packages/server/src/.+\.actions\.ts$` },
      to: { path: 'node_modules/(type-graphql|fastify|@apollo/server)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'entities-know-entities',
      severity: 'error',
      from: { path: String.raw`\.entity\.ts$` },
      to: { path: String.raw`^packages/server/src/.+\.(resolver|task|http|actions|inputs|sql)\.ts$` },
    },
    {
      name: 'lib-knows-no-feature',
      severity: 'error',
      from: { path: '^packages/server/src/lib/', pathNot: test },
      to: { path: server, pathNot: '^packages/server/src/lib/' },
    },
    {
      name: 'no-barrels',
      comment: 'An index file hides who needs what, and makes cycles.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: String.raw`^packages/(?!.*node_modules).*/index\.tsx?$` },
    },
    {
      name: 'no-tests-in-source',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: test },
      to: { path: [test, '^packages/[^/]+/test/'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css', '.d.ts'],
    },
  },
};
