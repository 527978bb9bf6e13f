import type { SpreadOver } from '@hourglass/presentation';
import { deviation, mean } from 'd3-array';
import type { Costs } from '#components/pictures/sample-costs.tsx';
import type { ComparisonRow, Member } from './row.ts';

/** A mean cost, with the number of values behind it and what they are. */
export interface RowCost extends SpreadOver {
  readonly mean: number | null;
  /** Sample standard deviation (n − 1); null for a single value. */
  readonly deviation: number | null;
}

/** Which costs and samples a row's mean is over. All rows of a page share it, so that each ± has the same meaning. */
export interface CostScope {
  /** Indices of the samples to include; null for all probe samples. */
  readonly samples: readonly number[] | null;
  /** `sample`: deviation over the samples of a run. `seed`: over the mean costs of a configuration's seeds. */
  readonly over: 'sample' | 'seed';
}

export type CostsByRun = ReadonlyMap<string, Costs>;

/** Mean cost per sample, with the deviation over samples or over seeds. A single run has no deviation over seeds. */
export function rowCost({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun, { samples, over }: CostScope): RowCost {
  const [only] = members;
  if (over === 'sample' && members.length === 1 && only !== undefined) {
    if (samples === null && only.shown !== null) {
      return { mean: only.shown.meanCost, deviation: only.shown.costDeviation, count: only.shown.samples, over };
    }
    return spread(samplesOf(costs.get(only.run.id), samples), over);
  }
  return spread(
    members.flatMap((member) => meanOf(member, costs, samples) ?? []),
    'seed',
  );
}

function meanOf({ run, shown }: Member, costs: CostsByRun, samples: readonly number[] | null): number | null {
  return (samples === null ? shown?.meanCost : mean(samplesOf(costs.get(run.id), samples))) ?? null;
}

/** Cost of each sample, averaged over the row's seeds; undefined until all costs are loaded. */
export function sampleCosts({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun): Costs | undefined {
  const own = members.map(({ run }) => costs.get(run.id));
  const [first] = own;
  if (first === undefined || own.includes(undefined)) return undefined;
  if (own.length === 1) return first;
  return first.map((_, sample) => mean(own.flatMap((row) => row?.[sample] ?? [])) ?? null);
}

/** The cost of the reference minus the cost of each run of a row, by sample: the gains over the reference. */
export function rowGains({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun, reference: Costs): CostsByRun {
  return new Map(
    members.map(({ run }) => [
      run.id,
      (costs.get(run.id) ?? []).map((cost, sample) => {
        const other = reference[sample];
        return cost === null || other === null || other === undefined ? null : other - cost;
      }),
    ]),
  );
}

/** Mean cost over all runs of several rows, with the deviation between the runs. */
export function groupCost(rows: readonly ComparisonRow[], costs: CostsByRun, samples: readonly number[] | null): RowCost {
  const means = rows.flatMap(({ members }) => members.flatMap((member) => meanOf(member, costs, samples) ?? []));
  return spread(means, 'run');
}

function samplesOf(costs: Costs | undefined, samples: readonly number[] | null): readonly number[] {
  if (costs === undefined) return [];
  return (samples === null ? costs : samples.map((sample) => costs[sample])).flatMap((cost) => cost ?? []);
}

function spread(values: readonly number[], over: RowCost['over']): RowCost {
  return { mean: mean(values) ?? null, deviation: deviation(values) ?? null, count: values.length, over };
}
