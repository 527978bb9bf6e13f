import type { RunRow } from '#wire/run-row.ts';

/** Maximum number of curves that can be told apart. */
const most = 8;

/**
 * Runs whose curves are drawn initially: all runs of a small sweep; in a larger one, those with the lowest best validation cost, and the first
 * runs if too few have a cost.
 */
export function defaultSelection(runs: readonly Pick<RunRow, 'id' | 'kind' | 'bestValidationCost'>[]): readonly string[] {
  const chosen = runs.filter(({ kind }) => kind === 'run');
  if (chosen.length <= most) return chosen.map(({ id }) => id);
  const cost = ({ bestValidationCost }: Pick<RunRow, 'bestValidationCost'>) => bestValidationCost ?? Number.POSITIVE_INFINITY;
  const best = new Set(
    [...chosen]
      .sort((a, b) => cost(a) - cost(b) || 0)
      .slice(0, most)
      .map(({ id }) => id),
  );
  return chosen.filter(({ id }) => best.has(id)).map(({ id }) => id);
}
