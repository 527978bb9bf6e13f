import type { MetricTable } from './metric.ts';

/** Every metric that runs record, in the order of tables and exports. To add one is one line here. */
export const metricTable = {
  batchCost: {
    title: 'last batch',
    about: 'sum((y − x)²) over the last batch of the epoch, after its update',
    unit: 'squared error',
    per: 'batch',
    direction: 'minimise',
    shape: 'number',
    parts: ['train'],
  },
  cost: {
    title: 'cost',
    about: 'sum((y − x)²) of the reconstruction',
    unit: 'squared error',
    per: 'sample',
    direction: 'minimise',
    shape: 'number',
    parts: ['train', 'validation', 'test'],
  },
} as const satisfies MetricTable;
