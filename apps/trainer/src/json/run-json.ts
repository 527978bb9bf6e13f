import type { Run, Store } from '@hourglass/db';
import { runKinds, runStates, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import { costJson, describeEpoch, epochJson } from './epoch-json.ts';
import { describeRanking, rankingJson } from './ranking-json.ts';

/** UTC milliseconds. */
export const timeJson = z.number().describe('UTC milliseconds');

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
  wanted: z.enum(wantedStates).describe('run, unless the run or its sweep is to pause or stop'),
  exitReason: z.string().nullable(),
  step: z.int(),
  totalSteps: z.int(),
  parameterCount: z.int(),
  provenance: z.looseObject({}).nullable().describe('software and machine of the last attempt'),
  createdAt: timeJson,
  startedAt: timeJson.nullable(),
  endedAt: timeJson.nullable(),
  trainingSeconds: z.number(),
  trainCostPerSample: costJson,
  validationCostPerSample: costJson,
  testCostPerSample: costJson,
  rankedBy: rankingJson,
  bestEpoch: z.int().nullable().describe('the earliest epoch with the best value of `rankedBy`'),
  bestValue: z.number().nullable().describe('of the metric of `rankedBy`, at the best epoch'),
  bestValidationCostPerSample: costJson.describe('at the best epoch'),
  bestTestCostPerSample: costJson.describe('at the best epoch'),
};

export const runJson = z.object(runFields);
export const runWithEpochsJson = z.object({ ...runFields, epochs: z.array(epochJson) });

/** A run, in every command under the same names. */
export function describeRun(run: Run): z.output<typeof runJson> {
  return {
    id: run.id,
    number: run.number,
    configuration: run.configuration,
    sweep: run.sweep,
    kind: run.kind,
    name: run.name,
    tags: run.tags,
    notes: run.notes,
    params: run.parameters,
    seed: run.seed,
    engine: run.provenance?.engine ?? null,
    executor: run.executor === null ? null : { ...run.executor },
    state: run.state,
    wanted: run.wanted,
    exitReason: run.exitReason,
    step: run.step,
    totalSteps: run.totalSteps,
    parameterCount: run.parameterCount,
    provenance: run.provenance === null ? null : { ...run.provenance },
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    trainingSeconds: run.trainingSeconds,
    trainCostPerSample: run.lastTrainCost,
    validationCostPerSample: run.lastValidationCost,
    testCostPerSample: run.lastTestCost,
    rankedBy: describeRanking(run.ranking),
    bestEpoch: run.bestEpoch,
    bestValue: run.bestValue,
    bestValidationCostPerSample: run.bestValidationCost,
    bestTestCostPerSample: run.bestTestCost,
  };
}

/** Lists leave out epochs unless they are asked for. */
export async function describeRunWithEpochs(store: Store, run: Run): Promise<z.output<typeof runWithEpochsJson>> {
  return { ...describeRun(run), epochs: (await store.runs.epochs(run.id)).map(describeEpoch) };
}
