/** Who may import whom (ARCHITECTURE.md). A new arrow is a decision: change the table, not the code around it. */
const arrows = {
  'apps/web': [
    'packages/db',
    'packages/sweeps',
    'packages/datasets/src/(catalog|known-datasets|reference|test-samples)',
    'packages/model/src/(config|random|reconstruct|checkpoint)',
  ],
  'apps/trainer': ['packages/db', 'packages/sweeps', 'packages/datasets', 'packages/model', 'packages/engine'],
  'packages/db': ['packages/sweeps'],
  'packages/sweeps': ['packages/model/src/(config|random)', 'packages/datasets/src/(catalog|known-datasets|reference)'],
  'packages/model': ['packages/engine/src/engine'],
  'packages/datasets': [],
  'packages/engine': [],
  bench: [
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

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrowRules,
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
      name: 'types alone cross from model to engine',
      severity: 'error',
      from: { path: '^packages/model/', pathNot: tests },
      to: { path: '^packages/engine/', dependencyTypesNot: ['type-only'] },
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
