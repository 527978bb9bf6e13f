import { type Axis, countConfigurations, gridSteps } from './search-space.ts';
import type { Spec } from './spec.ts';

type Counted = Pick<Spec, 'sampler' | 'space' | 'seeds'>;

/** The largest number of runs that a spec may describe, without planning any. Values of a grid that are listed twice are counted twice. */
export function countRuns({ sampler, space, seeds }: Counted): number {
  const configurations =
    sampler.kind === 'random'
      ? Math.min(sampler.runs, countConfigurations(space))
      : Object.values(space).reduce((product, axis) => product * gridSize(axis), 1);
  return seeds.length * configurations;
}

function gridSize(axis: Axis): number {
  return axis.kind === 'choice' ? axis.values.length : gridSteps(axis.range);
}
