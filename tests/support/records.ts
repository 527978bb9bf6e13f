import { z } from 'zod';

/** The output format of `--json`. Parsing fails where the output differs. */
const summarySchema = z.object({
  type: z.literal('summary'),
  sweep: z.string().length(10),
  runs: z.array(
    z.object({
      id: z.string().length(10),
      kind: z.enum(['run', 'baseline']),
      params: z.record(z.string(), z.unknown()),
      seed: z.number(),
      state: z.string(),
      validationCostPerSample: z.number().nullable(),
      testCostPerSample: z.number().nullable(),
    }),
  ),
});
export type Summary = z.output<typeof summarySchema>;

/** The fields of an epoch in the output of version 0.1.0. */
export const epochSchema = z.object({
  epoch: z.number(),
  lastBatchCost: z.number().nullable(),
  trainCostPerSample: z.number(),
  validationCostPerSample: z.number(),
  testCostPerSample: z.number(),
  seconds: z.number(),
});

export const runSchema = z.object({
  id: z.string().length(10),
  sweep: z.string().length(10),
  kind: z.enum(['run', 'baseline']),
  params: z.record(z.string(), z.unknown()),
  seed: z.number(),
  engine: z.string(),
  executor: z.object({ name: z.string(), reason: z.string().nullable() }).nullable(),
  state: z.string(),
  exitReason: z.string().nullable(),
  parameterCount: z.number(),
  provenance: z.object({ engine: z.string(), packages: z.record(z.string(), z.string()), hostname: z.string(), cpu: z.string() }).loose(),
  epochs: z.array(
    epochSchema.extend({
      validationCostPerSample: z.number().nullable(),
      step: z.number(),
      metrics: z.object({
        train: z.object({ batchCost: z.number().optional(), cost: z.number() }),
        // Empty where no samples are held out.
        validation: z.object({ cost: z.number().optional() }).optional(),
        test: z.object({ cost: z.number() }).catchall(z.number().nullable()),
      }),
    }),
  ),
});
export type RunRecord = z.output<typeof runSchema>;

/** Parses the last line of JSON output, the summary. */
export function parseSummary(stdout: string): Summary {
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return summarySchema.parse(lines.at(-1));
}
