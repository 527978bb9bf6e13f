import { parseRunConfig } from '@hourglass/model/config';
import { type Axis, configurationAt, familiesOf, gridSteps, type SearchSpace, subspaceOf, valueAt } from '../search-space.ts';
import type { Sampler } from './sampler.ts';

/** Every combination once, family by family; the last field of the space varies fastest. */
export const grid: Sampler = (space, history) => {
  let index = history.length;
  for (const { axes, count } of gridsOf(space)) {
    if (index < count) return parseRunConfig(configurationAt(axes, index));
    index -= count;
  }
  return null;
};

interface Grid {
  /** Values of each field, the one that varies fastest first. */
  readonly axes: readonly (readonly [string, readonly unknown[]])[];
  readonly count: number;
}

/** The values of a space, computed once for all of its combinations. */
const known = new WeakMap<SearchSpace, readonly Grid[]>();

/** The grid of each family. */
function gridsOf(space: SearchSpace): readonly Grid[] {
  const grids = known.get(space) ?? familiesOf(space).map((family) => gridOf(subspaceOf(space, family)));
  known.set(space, grids);
  return grids;
}

function gridOf(subspace: SearchSpace): Grid {
  const axes = Object.entries(subspace)
    .map(([field, axis]) => [field, valuesOf(axis)] as const)
    .toReversed();
  return { axes, count: axes.reduce((product, [, values]) => product * values.length, 1) };
}

function valuesOf(axis: Axis): readonly unknown[] {
  if (axis.kind === 'choice') return axis.values;
  const { range } = axis;
  const steps = gridSteps(range);
  const values = Array.from({ length: steps }, (_, index) => valueAt(range, steps === 1 ? 0 : index / (steps - 1)));
  return [...new Set(values)];
}
