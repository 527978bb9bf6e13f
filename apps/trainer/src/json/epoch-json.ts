import type { Epoch } from '@hourglass/db';
import { type MetricKey, metricValue } from '@hourglass/model/metrics';
import { z } from 'zod';

export const costJson = z.number().nullable().describe('per sample; null where there is none, or where it was not finite');

/** Names of the costs of an epoch from before metrics had names. Existing files and scripts use them. */
export const costFields = {
  lastBatchCost: { part: 'train', name: 'batchCost' },
  trainCostPerSample: { part: 'train', name: 'cost' },
  validationCostPerSample: { part: 'validation', name: 'cost' },
  testCostPerSample: { part: 'test', name: 'cost' },
} as const satisfies Record<string, MetricKey>;

export const epochJson = z.object({
  epoch: z.int().describe('from 1; 0 for a baseline'),
  step: z.int(),
  lastBatchCost: z.number().nullable().describe('sum over the last batch'),
  trainCostPerSample: costJson,
  validationCostPerSample: costJson,
  testCostPerSample: costJson,
  metrics: z.record(z.string(), z.record(z.string(), z.number().nullable())).describe('by part (train, validation, test) and name'),
  seconds: z.number().describe('training only'),
});

/** A metric that was not finite is null in JSON, which has no such number. */
export function describeEpoch({ epoch, step, metrics, seconds }: Epoch): z.output<typeof epochJson> {
  const cost = (field: keyof typeof costFields) => metricValue(metrics, costFields[field]) ?? null;
  return {
    epoch,
    step,
    lastBatchCost: cost('lastBatchCost'),
    trainCostPerSample: cost('trainCostPerSample'),
    validationCostPerSample: cost('validationCostPerSample'),
    testCostPerSample: cost('testCostPerSample'),
    metrics: { train: {}, validation: {}, test: {}, ...metrics },
    seconds,
  };
}
