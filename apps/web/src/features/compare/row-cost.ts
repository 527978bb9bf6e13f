import { deviation, mean } from 'd3-array';
import type { Costs } from '#components/pictures/sample-costs.tsx';
import type { ComparisonRow } from './row.ts';

/** A mean, and what it was taken over. */
export interface RowCost {
  readonly mean: number | null;
  /** Standard deviation; null where there is just one. */
  readonly deviation: number | null;
  readonly count: number;
  readonly over: 'samples' | 'seeds';
}

export type CostsByRun = ReadonlyMap<string, Costs>;

/**
 * Cost per sample of a row: of a run over its samples, of several seeds over their means.
 *
 * @param samples those that count; all that were probed where null
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

/** Cost of each sample, the mean where a row stands for several seeds; undefined until all are there. */
export function sampleCosts({ members }: Pick<ComparisonRow, 'members'>, costs: CostsByRun): Costs | undefined {
  const own = members.map(({ run }) => costs.get(run.id));
  const [first] = own;
  if (first === undefined || own.includes(undefined)) return undefined;
  if (own.length === 1) return first;
  return first.map((_, sample) => mean(own.flatMap((row) => row?.[sample] ?? [])) ?? null);
}

/** Over all runs of several rows. */
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
