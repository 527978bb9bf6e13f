import type { Run, Store } from '@hourglass/db';
import { runKinds, runStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import { costFields, describeEpoch } from './describe-epoch.ts';

/** Version of what `--json` prints. Raised when a field changes its meaning or goes; new fields do not raise it. */
const jsonVersion = 1;

const time = z.number().describe('UTC milliseconds');
const cost = z.number().nullable().describe('per sample; null where there is none, or where it was not finite');
const metrics = z.record(z.string(), z.number().nullable());

const epochJson = z.object({
  epoch: z.int().describe('from 1; 0 for a baseline'),
  step: z.int(),
  ...Object.fromEntries(Object.keys(costFields).map((name) => [name, cost])),
  metrics: z.record(z.string(), metrics).describe('by part (train, validation, test) and name'),
  seconds: z.number().describe('training only'),
});

const runFields = {
  id: z.string(),
  number: z.int().nullable().describe('unique in the home; null for a baseline'),
  configuration: z.int().nullable().describe('equal for runs with equal parameters'),
  sweep: z.string(),
  kind: z.enum(runKinds),
  name: z.string().nullable(),
  tags: z.array(z.string()).readonly(),
  notes: z.string().nullable(),
  params: z.record(z.string(), z.unknown()),
  seed: z.number(),
  engine: z.string().nullable(),
  executor: z.looseObject({}).nullable().describe('what runs its steps; null before the first, and for a baseline'),
  state: z.enum(runStates),
  exitReason: z.string().nullable(),
  step: z.int(),
  totalSteps: z.int(),
  parameterCount: z.int(),
  provenance: z.looseObject({}).nullable().describe('software and machine of the last attempt'),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  trainingSeconds: z.number(),
  trainCostPerSample: cost,
  validationCostPerSample: cost,
  testCostPerSample: cost,
  bestEpoch: z.int().nullable().describe('the earliest epoch with the lowest validation cost'),
  bestValidationCostPerSample: cost,
  bestTestCostPerSample: cost.describe('at the best epoch'),
};

const runJson = z.object(runFields);
const runWithEpochsJson = z.object({ ...runFields, epochs: z.array(epochJson) });

/** A run as `--json` gives it, in every command under the same names. */
export function describeRun(run: Run): z.output<typeof runJson> {
  return {
    ...{ id: run.id, number: run.number, configuration: run.configuration, sweep: run.sweep, kind: run.kind },
    ...{ name: run.name, tags: run.tags, notes: run.notes },
    ...{
      params: run.parameters,
      seed: run.seed,
      engine: run.provenance?.engine ?? null,
      executor: run.executor === null ? null : { ...run.executor },
    },
    ...{ state: run.state, exitReason: run.exitReason },
    ...{ step: run.step, totalSteps: run.totalSteps, parameterCount: run.parameterCount },
    provenance: run.provenance === null ? null : { ...run.provenance },
    ...{ createdAt: run.createdAt, startedAt: run.startedAt, endedAt: run.endedAt, trainingSeconds: run.trainingSeconds },
    trainCostPerSample: run.lastTrainCost,
    validationCostPerSample: run.lastValidationCost,
    testCostPerSample: run.lastTestCost,
    bestEpoch: run.bestEpoch,
    bestValidationCostPerSample: run.bestValidationCost,
    bestTestCostPerSample: run.bestTestCost,
  };
}

/** Lists leave out epochs unless they are asked for. */
export async function describeRunWithEpochs(store: Store, run: Run): Promise<object> {
  return { ...describeRun(run), epochs: (await store.runs.epochs(run.id)).map(describeEpoch) };
}

/** What each command prints with `--json`. */
export const jsonOutputs = {
  'runs ls': z.array(runJson),
  'runs ls --epochs': z.array(runWithEpochsJson),
  'runs show': runWithEpochsJson,
} as const;

/** A JSON schema of what commands print, for programs that read it. */
export function jsonFormat(): object {
  const outputs = Object.entries(jsonOutputs).map(([command, schema]) => [command, z.toJSONSchema(schema, { unrepresentable: 'any' })]);
  return { version: jsonVersion, commands: Object.fromEntries(outputs) };
}
