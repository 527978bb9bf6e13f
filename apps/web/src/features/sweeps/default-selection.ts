import type { RunRow } from '#wire/run-row.ts';

/** Maximum number of curves that can be told apart. */
const maxConfigurations = 8;

/** Maximum number of seeds behind a curve. */
const maxSeeds = 8;

type Selectable = Pick<RunRow, 'id' | 'kind' | 'configuration' | 'bestValidationCost' | 'lastTestCost'>;

/**
 * Runs whose curves are drawn initially, by configuration: all configurations of a small sweep; in a larger one, those whose seeds have the lowest
 * mean best validation cost (or last test cost where no samples are held out), and the first ones if too few have a cost. Each with its seeds.
 */
export function defaultSelection(runs: readonly Selectable[]): readonly string[] {
  const configurations = [
    ...Map.groupBy(
      runs.filter(({ kind }) => kind === 'run'),
      ({ configuration }) => configuration,
    ).values(),
  ];
  const best = new Set([...configurations].sort((a, b) => meanCost(a) - meanCost(b) || 0).slice(0, maxConfigurations));
  const chosen = new Set(configurations.flatMap((seeds) => (best.has(seeds) ? seeds.slice(0, maxSeeds) : [])));
  return runs.filter((run) => chosen.has(run)).map(({ id }) => id);
}

function meanCost(seeds: readonly Selectable[]): number {
  const costs = seeds.flatMap(({ bestValidationCost, lastTestCost }) => bestValidationCost ?? lastTestCost ?? []);
  return costs.length === 0 ? Number.POSITIVE_INFINITY : costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}
