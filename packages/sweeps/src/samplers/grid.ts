import type { RunConfigField } from '@hourglass/model/config';
import { runConfigSchema } from '@hourglass/model/config';
import { type Axis, type SearchSpace, valueAt } from '../search-space.ts';
import type { Sampler } from './sampler.ts';

/** Every combination once; the last field of the space varies fastest. */
export const grid: Sampler = (space, history) => {
  let index = history.length;
  const chosen: Partial<Record<RunConfigField, unknown>> = {};
  for (const [field, values] of gridValues(space).toReversed()) {
    chosen[field] = values[index % values.length];
    index = Math.floor(index / values.length);
  }
  return index === 0 ? runConfigSchema.parse(chosen) : null;
};

type GridValues = readonly (readonly [RunConfigField, readonly unknown[]])[];

/** The values of a space, computed once for all of its combinations. */
const known = new WeakMap<SearchSpace, GridValues>();

function gridValues(space: SearchSpace): GridValues {
  const values = known.get(space) ?? (Object.keys(space) as RunConfigField[]).map((field) => [field, valuesOf(space[field])] as const);
  known.set(space, values);
  return values;
}

function valuesOf(axis: Axis): readonly unknown[] {
  if (axis.kind === 'choice') return axis.values;
  const { range } = axis;
  const { steps } = range;
  if (steps === null) throw new RangeError('a grid over a range without steps is refused when its spec is parsed');
  const values = Array.from({ length: steps }, (_, index) => valueAt(range, steps === 1 ? 0 : index / (steps - 1)));
  return [...new Set(values)];
}
