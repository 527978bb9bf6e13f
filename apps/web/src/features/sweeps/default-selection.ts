import { type Ranking, rankOf } from '@hourglass/model/metrics';
import type { RunRow } from '#wire/run-row.ts';

/** Maximum number of curves that can be told apart. */
const maxConfigurations = 8;

/** Maximum number of seeds behind a curve. */
const maxSeeds = 8;

type Selectable = Pick<RunRow, 'id' | 'kind' | 'configuration' | 'bestValue' | 'lastTestCost'>;

/**
 * Runs whose curves are drawn initially, by configuration: all configurations of a small sweep; in a larger one, those whose seeds do best on average
 * by the metric of the sweep (or by the last test cost where no epoch is the best), and the first ones if too few have a value. Each with its seeds.
 */
export function defaultSelection(runs: readonly Selectable[], ranking: Ranking): readonly string[] {
  const configurations = [
    ...Map.groupBy(
      runs.filter(({ kind }) => kind === 'run'),
      ({ configuration }) => configuration,
    ).values(),
  ];
  const best = new Set([...configurations].sort((a, b) => meanRank(a, ranking) - meanRank(b, ranking) || 0).slice(0, maxConfigurations));
  const chosen = new Set(configurations.flatMap((seeds) => (best.has(seeds) ? seeds.slice(0, maxSeeds) : [])));
  return runs.filter((run) => chosen.has(run)).map(({ id }) => id);
}

function meanRank(seeds: readonly Selectable[], ranking: Ranking): number {
  const ranks = seeds.flatMap(({ bestValue, lastTestCost }) => (bestValue === null ? (lastTestCost ?? []) : rankOf(bestValue, ranking)));
  return ranks.length === 0 ? Number.POSITIVE_INFINITY : ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
}
