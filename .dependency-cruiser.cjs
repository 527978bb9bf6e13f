/** Who may import whom (ARCHITECTURE.md). A new arrow is a decision: change the table, not the code around it. */
const arrows = {
  'apps/web': [
    'packages/db',
    'packages/presentation',
    'packages/sweeps',
    'packages/datasets/src/(catalog|data-kind|known-datasets|reference|upload-reference|home-path|test-samples|inspection/index)',
    'packages/model/src/(config|layout|parameters|random|metrics|figures|reconstruct|checkpoint)',
  ],
  'apps/trainer': [
    'packages/db',
    'packages/sweeps',
    'packages/datasets',
    'packages/model',
    'packages/engine',
    'packages/presentation',
    'apps/web/serve/(path-prefix|trusted-proxies)',
  ],
  'packages/db': ['packages/sweeps', 'packages/presentation'],
  'packages/sweeps': [
    'packages/model/src/(config|layout|parameters|random|metrics|figures)',
    'packages/datasets/src/(catalog|data-kind|known-datasets|reference|upload-reference)',
    'packages/presentation',
  ],
  'packages/model': ['packages/engine/src/(engine|random|scan)', 'packages/presentation'],
  'packages/datasets': ['packages/presentation', 'packages/engine/src/libtensorflow/early/publish-folder'],
  'packages/engine': [],
  'packages/presentation': [],
  bench: [
    'packages/presentation',
    'packages/datasets',
    'packages/model',
    'packages/engine',
    'packages/sweeps',
    'packages/db',
    'apps/trainer/src/(env|worker/(work|provenance))',
    'tests/(e2e/browser|support/listening)',
  ],
};

/** Tests may use what they check against: a model's test runs on a real engine and real data. */
const tests = '(\\.test\\.ts|/testing/)';

const arrowRules = Object.entries(arrows).map(([part, targets]) => ({
  name: `${part} imports only ${targets.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: `^${part}/`, pathNot: tests },
  to: { path: '^(apps|packages|tests|bench)/', pathNot: `^(${[part, ...targets].join('|')})` },
}));

const web = '^apps/web/src';

/** The layers of apps/web, from the routes down: each imports itself and the layers below it, types included. */
const webLayers = {
  '(?:app|pages|proxy\\.ts)': ['api', 'features', 'components', 'server', 'wire', 'lib', 'env\\.ts'],
  api: ['features', 'components', 'server', 'wire', 'lib', 'env\\.ts'],
  features: ['components', 'server', 'wire', 'lib', 'env\\.ts'],
  components: ['wire', 'lib'],
  server: ['wire', 'lib', 'env\\.ts'],
  wire: ['lib'],
  lib: [],
  'env\\.ts': [],
};

/** Folders that hold parts of their own: what two of them need moves down. */
const webRules = [
  ...Object.entries(webLayers).map(([layer, lower]) => ({
    name: `apps/web: ${layer} imports no layer above or beside it`,
    severity: 'error',
    from: { path: `${web}/${layer}(/|$)` },
    to: { path: `${web}/`, pathNot: `${web}/(${[layer, ...lower].join('|')})(/|$)` },
  })),
  {
    name: 'apps/web: a feature imports no other feature',
    severity: 'error',
    from: { path: `${web}/features/([^/]+)/` },
    to: { path: `${web}/features/`, pathNot: `${web}/features/$1/` },
  },
  {
    name: 'apps/web: components/ui imports no other components',
    severity: 'error',
    from: { path: `${web}/components/ui/` },
    to: { path: `${web}/components/`, pathNot: `${web}/components/ui/` },
  },
  {
    name: 'apps/web: a folder within a part imports nothing above or beside it',
    severity: 'error',
    from: { path: `${web}/((?:features|components)/[^/]+|app|pages|api|server|wire|lib)/(.+)/[^/]+$` },
    to: { path: `${web}/$1/`, pathNot: `${web}/$1/$2/` },
  },
  {
    name: 'apps/web: no circles between folders',
    scope: 'folder',
    severity: 'error',
    from: { path: web },
    to: { path: web, circular: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrowRules,
    ...webRules,
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every import resolves',
      severity: 'error',
      from: { pathNot: '\\.next/' },
      to: { couldNotResolve: true, pathNot: '^(next|server-only)' },
    },
    { name: 'only packages/db imports Prisma', severity: 'error', from: { pathNot: '^packages/db/' }, to: { path: '@prisma/' } },
    {
      name: 'only packages/engine imports native TensorFlow',
      severity: 'error',
      from: { pathNot: '^packages/engine/' },
      to: { path: '@tensorflow/tfjs(-node|-backend-wasm)?/' },
    },
    {
      name: 'types alone cross from model to engine, besides random numbers and scans',
      severity: 'error',
      from: { path: '^packages/model/', pathNot: tests },
      to: { path: '^packages/engine/', pathNot: '^packages/engine/src/(random|scan)/', dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|generated)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
