import type { Relatives, Run, Sweep } from '@hourglass/db';
import { metricKeyText, type Ranking } from '@hourglass/model/metrics';
import { runStates } from '@hourglass/sweeps';
import type { ConfigurationSummary } from '@hourglass/sweeps/configurations';
import { wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import { costJson } from './epoch-json.ts';
import { describeRanking, rankingJson } from './ranking-json.ts';
import { describeRun, runJson, timeJson } from './run-json.ts';

const count = z.int().min(0);

const sweepFields = {
  id: z.string(),
  name: z.string(),
  tags: z.array(z.string()).readonly(),
  notes: z.string().nullable(),
  dataset: z.string(),
  facts: z.looseObject({}).nullable().describe('of its data; null for sweeps of versions that did not store them'),
  spec: z.record(z.string(), z.unknown()),
  specText: z.string().nullable().describe('YAML; null if it came from flags'),
  revision: z.int(),
  axes: z.array(z.string()).readonly().describe('parameters that vary'),
  samplerVersion: z.int(),
  wanted: z.enum(wantedStates),
  wantedReason: z.string().nullable(),
  counts: z.object(Object.fromEntries(runStates.map((state) => [state, count]))).describe('runs by state, without baselines'),
  baselines: count,
  best: z
    .object({ run: z.string(), epoch: z.int(), value: z.number(), validationCostPerSample: costJson, testCostPerSample: costJson })
    .nullable()
    .describe('the run that does best by the metric of `rankedBy` at its best epoch'),
  rankedBy: rankingJson,
  createdAt: timeJson,
  updatedAt: timeJson,
};

export const sweepJson = z.object(sweepFields);
export const sweepWithRunsJson = z.object({
  ...sweepFields,
  diskBytes: z.number(),
  parent: z
    .object({ sweep: z.string(), name: z.string().nullable().describe('null if it was deleted'), run: z.string().nullable() })
    .nullable()
    .describe('the sweep that this one was cloned from, or the sweep of the run that it was cloned from'),
  clones: z
    .array(
      z.object({ id: z.string(), name: z.string(), run: z.string().nullable().describe('the cloned run; null if the sweep was cloned') }),
    )
    .describe('sweeps that were cloned from this one or from one of its runs, newest first'),
  runs: z.array(runJson),
});

/** A sweep with its runs, and the sweeps that it is related to by cloning. */
export function describeSweepWithRuns(
  sweep: Sweep,
  {
    runs,
    relatives: { parent, clones },
    diskBytes,
  }: { readonly runs: readonly Run[]; readonly relatives: Relatives; readonly diskBytes: number },
): z.output<typeof sweepWithRunsJson> {
  return {
    ...describeSweep(sweep),
    diskBytes,
    parent: parent === null ? null : { sweep: parent.sweep, name: parent.name, run: parent.run },
    clones: clones.map(({ id, name, run }) => ({ id, name, run })),
    runs: runs.map(describeRun),
  };
}

/** A sweep, in every command under the same names. */
export function describeSweep(sweep: Sweep): z.output<typeof sweepJson> {
  const { id, name, tags, notes, dataset, facts, spec, specText, revision, axes, samplerVersion, wanted, wantedReason } = sweep;
  return {
    ...{ id, name, tags, notes, dataset, facts: facts === null ? null : { ...facts } },
    spec,
    specText,
    revision,
    axes,
    samplerVersion,
    wanted,
    wantedReason,
    ...{
      counts: { ...sweep.counts },
      baselines: sweep.baselines,
      best: sweep.best,
      rankedBy: describeRanking(sweep.ranking),
      createdAt: sweep.createdAt,
      updatedAt: sweep.updatedAt,
    },
  };
}

const statisticJson = z
  .object({ mean: z.number().nullable(), deviation: z.number().nullable(), count })
  .describe('over seeds; the standard deviation of the sample (n − 1)');

export const configurationJson = z.object({
  configuration: z.int(),
  params: z.record(z.string(), z.unknown()).describe('of its first run'),
  runs: z.array(z.string()).describe('one for each seed'),
  bestValue: statisticJson.extend({ metric: z.string() }).describe('of the metric that ranks the epochs'),
  bestValidationCostPerSample: statisticJson,
  bestTestCostPerSample: statisticJson,
  lastTestCostPerSample: statisticJson.nullable().describe('where no epoch is the best; null otherwise'),
  bestEpochs: z.tuple([z.int(), z.int()]).nullable().describe('the earliest and the latest of the best epochs'),
  trainingSeconds: statisticJson,
});

/** @param isBest whether the statistics are those of best epochs */
export function describeConfiguration(
  summary: ConfigurationSummary<Run>,
  { ranking, isBest }: { readonly ranking: Ranking; readonly isBest: boolean },
): z.output<typeof configurationJson> {
  const { configuration, runs, first, ranked, validation, test, bestEpochs, trainingSeconds } = summary;
  return {
    configuration,
    params: first.parameters,
    runs: runs.map(({ id }) => id),
    bestValue: { ...ranked, metric: metricKeyText(ranking) },
    bestValidationCostPerSample: { ...validation },
    bestTestCostPerSample: isBest ? { ...test } : { mean: null, deviation: null, count: 0 },
    lastTestCostPerSample: isBest ? null : { ...test },
    bestEpochs: bestEpochs === null ? null : [...bestEpochs],
    trainingSeconds: { ...trainingSeconds },
  };
}

const addedFields = { addedRuns: count, addedBaselines: count };

/** What `sweep` prints, line by line: what was started, each change of a run, and all runs at the end. */
export const sweepProgressJson = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('sweep'),
    id: z.string(),
    name: z.string(),
    existed: z.boolean(),
    ...addedFields,
    notes: z.array(z.string()).readonly(),
    pid: z.int().nullable().optional().describe('with --detach: of the background process; null if the workers of `up` train the sweep'),
    log: z.string().nullable().optional(),
  }),
  runJson.pick({ id: true, kind: true, state: true, step: true, validationCostPerSample: true }).extend({ type: z.literal('run') }),
  z.object({
    type: z.literal('summary'),
    sweep: z.string(),
    runs: z.array(runJson.extend({ seconds: z.number().describe('older name of trainingSeconds') })),
  }),
]);

export const widenedJson = z.object({
  id: z.string(),
  message: z.string(),
  ...addedFields,
  notes: z.array(z.string()).readonly(),
});
