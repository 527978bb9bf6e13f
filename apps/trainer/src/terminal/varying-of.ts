import type { Run } from '@hourglass/db';

/** The parameters that a label names: the axes of the sweep, and the seed where runs have several. Dimensions where there are no axes. */
export function varyingOf(runs: readonly Run[], axes: readonly string[]): readonly string[] {
  const seeds = new Set(runs.filter(({ kind }) => kind === 'run').map(({ seed }) => seed));
  const others = axes.filter((axis) => axis !== 'seed');
  const varying = seeds.size > 1 ? [...others, 'seed'] : others;
  return varying.length === 0 ? ['dimensions'] : varying;
}
