import { type RunConfig, runConfigSchema } from '@hourglass/model/config';
import { type DatasetFacts, sampleShapeOf } from '../dataset-facts.ts';
import { countKeptEpochs } from '../kept-epochs.ts';
import type { PlannedSweep } from '../plan-sweep.ts';
import type { RecordConfig } from '../record-config.ts';
import { type Estimated, type MeasuredRun, measuredShapes, secondsPerStep, spreadOf, stepFlops } from './measured-rates.ts';
import { workerBytes } from './worker-bytes.ts';

type PlannedRun = PlannedSweep['runs'][number];

export interface EstimateBasis {
  /** Complete runs on this machine. */
  readonly runs: readonly MeasuredRun[];
  /** Seconds that each complete baseline took. */
  readonly baselineSeconds: readonly number[];
  readonly workers: number;
  readonly facts: DatasetFacts;
  readonly extendable: boolean;
  readonly record: RecordConfig;
}

export interface SweepEstimate {
  /** Time until every run is complete, if all workers train this sweep. Null if no run of one of its families was recorded yet. */
  readonly seconds: Estimated | null;
  /** Memory of each worker. */
  readonly workerBytes: number;
  readonly diskBytes: Estimated | null;
  readonly workers: number;
  /** Number of recorded runs that time and disk are estimated from. */
  readonly basedOn: number;
  /** The largest factor by which the operations of a step lie above or below those of all recorded runs; 1 if they lie within the recorded range. */
  readonly extrapolation: number;
}

/** Estimates time, memory and disk space for the runs of a sweep from the runs recorded on this machine. */
export function estimateSweep(planned: readonly PlannedRun[], basis: EstimateBasis): SweepEstimate {
  const configs = planned.filter(({ kind }) => kind === 'run').map((run) => ({ run, config: runConfigSchema.parse(run.parameters) }));
  const measured = basis.runs.filter(({ steps, trainingSeconds }) => steps > 0 && trainingSeconds > 0);
  return {
    seconds: measured.length === 0 ? null : sweepSeconds(configs, planned.length - configs.length, { ...basis, runs: measured }),
    workerBytes: Math.max(0, ...configs.map(({ config }) => workerBytes(config, basis.facts))),
    diskBytes: measured.length === 0 ? null : sweepBytes(configs, { ...basis, runs: measured }),
    workers: basis.workers,
    basedOn: measured.length,
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
  { runs: measured, baselineSeconds, workers, facts }: EstimateBasis,
): Estimated | null {
  const ofFamily = new Map([...Map.groupBy(measured, (run) => run.config.family)].map(([family, own]) => [family, measuredShapes(own)]));
  const known = new Map<string, Estimated | null>();
  const overhead = overheadOf(measured);
  const longest = { low: 0, expected: 0, high: 0 };
  const sum = { low: 0, expected: 0, high: 0 };
  const add = (seconds: Estimated) => {
    for (const end of ends) {
      sum[end] += seconds[end];
      longest[end] = Math.max(longest[end], seconds[end]);
    }
  };
  for (const { run, config } of runs) {
    const flops = stepFlops(config, sampleShapeOf(facts));
    // Operations take different times in different families: a convolution's run slower than those of a matrix product.
    const key = `${config.family} ${flops}`;
    if (!known.has(key)) known.set(key, secondsPerStep(flops, ofFamily.get(config.family) ?? []));
    const step = known.get(key);
    if (step === null || step === undefined) return null;
    add(mapEnds((end) => step[end] * run.totalSteps + overhead[end] * config.epochs));
  }
  const fit = spreadOf(baselineSeconds);
  for (let index = 0; index < baselines; index++) add(fit);
  return mapEnds((end) => Math.max(sum[end] / workers, longest[end]));
}

/** Seconds per epoch outside training: evaluation, reconstructions, recording. */
function overheadOf(measured: readonly MeasuredRun[]): Estimated {
  return spreadOf(
    measured.flatMap(({ wallSeconds, trainingSeconds, epochs }) =>
      wallSeconds === null || epochs === 0 ? [] : [Math.max(0, wallSeconds - trainingSeconds) / epochs],
    ),
  );
}

/** Series grow with the steps, reconstructions with the epochs that keep them, checkpoints with the parameters. */
function sweepBytes(runs: readonly ConfiguredRun[], { runs: measured, extendable, record }: EstimateBasis): Estimated {
  const perStep = spreadOf(measured.map(({ seriesBytes, steps }) => seriesBytes / steps));
  const perEpoch = spreadOf(
    measured.filter(({ reconstructions }) => reconstructions > 0).map((run) => run.reconstructionBytes / run.reconstructions),
  );
  const kept = new Map<number, number>();
  const keptOf = ({ epochs }: RunConfig) => {
    const known = kept.get(epochs) ?? countKeptEpochs(record.reconstructions, epochs);
    kept.set(epochs, known);
    return known;
  };
  const perParameter = spreadOf(measured.map(({ fileBytes, parameterCount }) => fileBytes / parameterCount));
  return mapEnds((end) =>
    runs.reduce(
      (sum, { run, config }) =>
        sum +
        perStep[end] * run.totalSteps +
        perEpoch[end] * keptOf(config) +
        (perParameter[end] + (extendable ? stateBytes(config) : 0)) * run.parameterCount,
      0,
    ),
  );
}

/** Bytes per parameter of a checkpoint that training can resume from: the parameter, and the optimizer's state for it. */
function stateBytes({ optimizer }: RunConfig): number {
  const slots = { adam: 2, momentum: 1, sgd: 0 } as const;
  return 4 * (1 + slots[optimizer.kind]);
}

const ends = ['low', 'expected', 'high'] as const;

function mapEnds(value: (end: (typeof ends)[number]) => number): Estimated {
  return { low: value('low'), expected: value('expected'), high: value('high') };
}
