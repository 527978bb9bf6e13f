import type { Axis } from './search-space.ts';
import type { Spec } from './spec.ts';

/** How many runs a spec describes at most, without planning any: those that come twice are counted twice. */
export function countRuns({ sampler, space, seeds }: Pick<Spec, 'sampler' | 'space' | 'seeds'>): number {
  const combinations = Object.values(space).reduce((product, axis) => product * sizeOf(axis, sampler.kind), 1);
  return seeds.length * (sampler.kind === 'random' ? Math.min(sampler.runs, combinations) : combinations);
}

/** A random search draws from a range whatever it likes. */
function sizeOf(axis: Axis, sampler: Spec['sampler']['kind']): number {
  if (axis.kind === 'choice') return axis.values.length;
  return sampler === 'random' ? Number.POSITIVE_INFINITY : (axis.range.steps ?? 1);
}
