import { deviation, mean } from 'd3-array';
import type { Costs } from '#components/pictures/sample-costs.tsx';
import type { ComparisonRow } from './row.ts';

/** A mean cost, with the number of values behind it. */
export interface RowCost {
  readonly mean: number | null;
  /** Sample standard deviation (n − 1); null for a single value. */
  readonly deviation: number | null;
  readonly count: number;
  readonly over: 'samples' | 'seeds';
}

export type CostsByRun = ReadonlyMap<string, Costs>;

/**
 * Mean cost per sample. For one run, statistics are over its samples; for several seeds, over the means of the seeds.
 *
 * @param samples indices of the samples to include; null for all probe samples
 */
export function rowCost({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun, samples: readonly number[] | null): RowCost {
  const [only] = members;
  if (members.length === 1 && only !== undefined) {
    if (samples === null && only.shown !== null) {
      return { mean: only.shown.meanCost, deviation: only.shown.costDeviation, count: only.shown.samples, over: 'samples' };
    }
    return spread(samplesOf(costs.get(only.run.id), samples), 'samples');
  }
  const means = members.flatMap((member) => {
    const own = samples === null ? member.shown?.meanCost : mean(samplesOf(costs.get(member.run.id), samples));
    return own === null || own === undefined ? [] : [own];
  });
  return spread(means, 'seeds');
}

/** Cost of each sample, averaged over the row's seeds; undefined until all costs are loaded. */
export function sampleCosts({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun): Costs | undefined {
  const own = members.map(({ run }) => costs.get(run.id));
  const [first] = own;
  if (first === undefined || own.includes(undefined)) return undefined;
  if (own.length === 1) return first;
  return first.map((_, sample) => mean(own.flatMap((row) => row?.[sample] ?? [])) ?? null);
}

/** What a baseline costs more than each run of a row, by sample: the gains over it. */
export function rowGains({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun, rival: Costs): CostsByRun {
  return new Map(
    members.map(({ run }) => [
      run.id,
      (costs.get(run.id) ?? []).map((cost, sample) => {
        const other = rival[sample];
        return cost === null || other === null || other === undefined ? null : other - cost;
      }),
    ]),
  );
}

/** Mean cost over all runs of several rows. */
export function groupCost(rows: readonly ComparisonRow[], costs: CostsByRun, samples: readonly number[] | null): RowCost {
  const runs = rows.flatMap(({ members }) => members.map((member) => rowCost({ members: [member] }, costs, samples).mean ?? []));
  return spread(runs.flat(), 'seeds');
}

function samplesOf(costs: Costs | undefined, samples: readonly number[] | null): readonly number[] {
  if (costs === undefined) return [];
  return (samples === null ? costs : samples.map((sample) => costs[sample])).flatMap((cost) => cost ?? []);
}

function spread(values: readonly number[], over: RowCost['over']): RowCost {
  return { mean: mean(values) ?? null, deviation: deviation(values) ?? null, count: values.length, over };
}
