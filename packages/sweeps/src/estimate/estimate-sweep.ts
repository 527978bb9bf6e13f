import { type FamilyName, type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { type DatasetFacts, sampleShapeOf } from '../dataset-facts.ts';
import type { PlannedSweep } from '../plan-sweep.ts';
import type { RecordConfig } from '../record-config.ts';
import { type Estimated, mapScenarios, scenarios, spreadOf } from './estimated.ts';
import { type MeasuredRun, measuredShapes, secondsPerStep, stepFlops } from './measured-rates.ts';
import { referenceBaselineSeconds, referenceEpochSeconds, referenceSecondsPerStep, referenceStartSeconds } from './reference-rates.ts';
import { runBytesOf } from './run-bytes.ts';
import { workerBytes } from './worker-bytes.ts';

type PlannedRun = PlannedSweep['runs'][number];

export interface EstimateBasis {
  /** Complete runs on this machine. */
  readonly runs: readonly MeasuredRun[];
  /** Seconds that each complete baseline took. */
  readonly baselineSeconds: readonly number[];
  /** The rate of matrix products on one thread of this machine, in 10⁹ operations per second; null if no worker has measured it. */
  readonly gflops: number | null;
  readonly workers: number;
  readonly facts: DatasetFacts;
  readonly extendable: boolean;
  readonly record: RecordConfig;
}

export interface SweepEstimate {
  /** Time until every run is complete, if all workers train this sweep. Null if a family has neither recorded runs nor a measured machine. */
  readonly seconds: Estimated | null;
  /** Memory of each worker. */
  readonly workerBytes: number;
  readonly diskBytes: Estimated;
  readonly workers: number;
  /** Number of recorded runs that the estimate uses. */
  readonly basedOn: number;
  /** Families of the sweep of which no run was recorded; their time follows from `gflops`. */
  readonly unrecorded: readonly FamilyName[];
  readonly gflops: number | null;
  /** The largest factor by which the operations of a step lie above or below those of all recorded runs; 1 if they lie within the recorded range. */
  readonly extrapolation: number;
}

/** Estimates time, memory and disk space for the runs of a sweep: time from the runs recorded on this machine, or from its speed. */
export function estimateSweep(planned: readonly PlannedRun[], basis: EstimateBasis): SweepEstimate {
  const configs = planned.filter(({ kind }) => kind === 'run').map((run) => ({ run, config: runConfigSchema.parse(run.parameters) }));
  const measured = basis.runs.filter(({ steps, trainingSeconds }) => steps > 0 && trainingSeconds > 0);
  const recorded = new Set(measured.map(({ config }) => config.family));
  const bytesOf = runBytesOf({ ...basis, runs: measured });
  const bytes = configs.map(({ config, run }) => bytesOf(config, run));
  return {
    seconds: sweepSeconds(configs, planned.length - configs.length, { ...basis, runs: measured }),
    workerBytes: Math.max(0, ...configs.map(({ config }) => workerBytes(config, basis.facts))),
    diskBytes: mapScenarios((scenario) => bytes.reduce((sum, run) => sum + run[scenario], 0)),
    workers: basis.workers,
    basedOn: measured.length,
    unrecorded: [...new Set(configs.map(({ config }) => config.family))].filter((family) => !recorded.has(family)),
    gflops: basis.gflops,
    extrapolation: Math.max(1, ...configs.map(({ config }) => extrapolationOf(config, measured, basis.facts))),
  };
}

/** The factor by which the operations of a step lie outside the range of the recorded runs of the family, in either direction; 1 within it. */
function extrapolationOf(config: RunConfig, measured: readonly MeasuredRun[], facts: DatasetFacts): number {
  const flops = stepFlops(config, sampleShapeOf(facts));
  const known = measured.filter((run) => run.config.family === config.family).map((run) => stepFlops(run.config, run.sampleShape));
  if (known.length === 0) return 1;
  return Math.max(1, flops / Math.max(...known), Math.min(...known) / flops);
}

interface ConfiguredRun {
  readonly run: PlannedRun;
  readonly config: RunConfig;
}

/** At least the time of the longest run, because workers can't share a run. Null if a run has no estimate. */
function sweepSeconds(
  runs: readonly ConfiguredRun[],
  baselines: number,
  { runs: measured, baselineSeconds, workers, facts, gflops }: EstimateBasis,
): Estimated | null {
  const ofFamily = new Map([...Map.groupBy(measured, (run) => run.config.family)].map(([family, own]) => [family, measuredShapes(own)]));
  const known = new Map<string, Estimated | null>();
  const perEpoch = epochSecondsOf(measured);
  const longest = { low: 0, expected: 0, high: 0 };
  const sum = { low: 0, expected: 0, high: 0 };
  const add = (seconds: Estimated) => {
    for (const scenario of scenarios) {
      sum[scenario] += seconds[scenario];
      longest[scenario] = Math.max(longest[scenario], seconds[scenario]);
    }
  };
  const stepOf = (family: FamilyName, flops: number) =>
    secondsPerStep(flops, ofFamily.get(family) ?? []) ?? (gflops === null ? null : referenceSecondsPerStep(family, flops, gflops));
  for (const { run, config } of runs) {
    const flops = stepFlops(config, sampleShapeOf(facts));
    // Operations take different times in different families: a convolution's run slower than those of a matrix product.
    const key = `${config.family} ${flops}`;
    if (!known.has(key)) known.set(key, stepOf(config.family, flops));
    const step = known.get(key);
    if (step === null || step === undefined) return null;
    // Recorded steps include compiling.
    const start = ofFamily.has(config.family) ? null : referenceStartSeconds;
    add(
      mapScenarios(
        (scenario) => step[scenario] * run.totalSteps + perEpoch[scenario] * config.epochs + (start === null ? 0 : start[scenario]),
      ),
    );
  }
  const fit = spreadOf(baselineSeconds) ?? referenceBaselineSeconds;
  for (let index = 0; index < baselines; index++) add(fit);
  return mapScenarios((scenario) => Math.max(sum[scenario] / workers, longest[scenario]));
}

/** Seconds per epoch outside training: evaluation, reconstructions, recording. */
function epochSecondsOf(measured: readonly MeasuredRun[]): Estimated {
  const seconds = measured.flatMap(({ wallSeconds, trainingSeconds, epochs }) =>
    wallSeconds === null || epochs === 0 ? [] : [Math.max(0, wallSeconds - trainingSeconds) / epochs],
  );
  return spreadOf(seconds) ?? referenceEpochSeconds;
}
