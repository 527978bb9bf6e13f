import { type Axis, countConfigurations } from './search-space.ts';
import type { Spec } from './spec.ts';

type Counted = Pick<Spec, 'sampler' | 'space' | 'seeds'>;

/** How many runs a spec describes at most, without planning any: a grid's entries that are listed twice are counted twice. */
export function countRuns({ sampler, space, seeds }: Counted): number {
  const configurations =
    sampler.kind === 'random'
      ? Math.min(sampler.runs, countConfigurations(space))
      : Object.values(space).reduce((product, axis) => product * gridSize(axis), 1);
  return seeds.length * configurations;
}

function gridSize(axis: Axis): number {
  if (axis.kind === 'choice') return axis.values.length;
  const { steps } = axis.range;
  if (steps === null) throw new RangeError('a grid over a range without steps is refused when its spec is parsed');
  return steps;
}
