import type { Epoch } from '@hourglass/db';
import { type MetricKey, metricValue } from '@hourglass/model/metrics';

/** Names that the costs of an epoch had before metrics had names; files and scripts that people have read them. */
export const costFields = {
  lastBatchCost: { part: 'train', name: 'batchCost' },
  trainCostPerSample: { part: 'train', name: 'cost' },
  validationCostPerSample: { part: 'validation', name: 'cost' },
  testCostPerSample: { part: 'test', name: 'cost' },
} as const satisfies Record<string, MetricKey>;

/** An epoch as `--json` gives it. A metric that was not finite is null there, since JSON has no such number. */
export function describeEpoch({ epoch, step, metrics, seconds }: Epoch) {
  const costs = Object.entries(costFields).map(([field, key]) => [field, metricValue(metrics, key)]);
  return { epoch, step, ...Object.fromEntries(costs), metrics: { train: {}, validation: {}, test: {}, ...metrics }, seconds };
}
