import { at, floatAt } from '../checked.ts';
import { columnMoments } from '../column-moments.ts';
import { random } from '../random.ts';
import { fitComponent, type GaussianComponent, precisionTrace, weightedLogDensities } from './gaussian-component.ts';

export interface FittedMixture {
  readonly components: readonly GaussianComponent[];
  /** log likelihood of the rows less the penalty of the ridge, after each iteration: never falls, up to rounding. */
  readonly objectives: readonly number[];
}

export interface MixtureOptions {
  readonly count: number;
  /** Seed of the first centres. */
  readonly seed: number;
  /**
   * Of the mean variance of a value: the penalty `½ λ Σ tr Σₖ⁻¹` with `λ = ridge · mean variance` keeps covariances positive definite. Its maximum adds
   * λ/Nₖ to the variances of a component of Nₖ rows.
   */
  readonly ridge?: number;
  readonly maxIterations?: number;
}

/** Iterations end where one gains less than this for each row, in nats. */
const leastGain = 1e-4;
/** Codes that are all the same have no variance to take a share of. */
const leastVariance = 1e-12;

/**
 * A mixture of normal distributions with full covariances, fitted by expectation maximisation (Dempster, Laird & Rubin 1977). It begins with every row
 * in the component of the nearest of `count` rows, which are drawn as by k-means++ (Arthur & Vassilvitskii 2007): the first uniformly, each other with a
 * probability in proportion to its squared distance from the nearest before. One component is the normal distribution with mean and covariance of the
 * rows.
 *
 * @param rows `[rows, size]`, at least one
 */
export function fitMixture(
  rows: Float32Array,
  size: number,
  { count, seed, ridge = 1e-3, maxIterations = 200 }: MixtureOptions,
): FittedMixture {
  const moments = columnMoments(rows, size);
  const penalty = ridge * Math.max(leastVariance, moments.reduce((sum, { variance }) => sum + variance, 0) / size);
  let responsibilities = nearestCentres(rows, size, { count, seed });
  let components: readonly GaussianComponent[] = [];
  const objectives: number[] = [];
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    // A component without rows is removed from the mixture.
    components = responsibilities.flatMap((of) => fitComponent(rows, size, { responsibilities: of, ridge: penalty }) ?? []);
    const expected = expectation(rows, size, components);
    const objective = expected.logLikelihood - 0.5 * penalty * components.reduce((sum, component) => sum + precisionTrace(component), 0);
    const before = objectives.at(-1);
    objectives.push(objective);
    if (before !== undefined && objective - before < (leastGain * rows.length) / size) break;
    ({ responsibilities } = expected);
  }
  return { components, objectives };
}

/** Returns the responsibility of each component for each row, and the log likelihood of all rows. */
function expectation(rows: Float32Array, size: number, components: readonly GaussianComponent[]) {
  const count = rows.length / size;
  const densities = components.map((component) => {
    const target = new Float64Array(count);
    weightedLogDensities(component, rows, target);
    return target;
  });
  let logLikelihood = 0;
  for (let row = 0; row < count; row++) {
    const most = densities.reduce((largest, of) => Math.max(largest, at(of, row)), Number.NEGATIVE_INFINITY);
    const total = most + Math.log(densities.reduce((sum, of) => sum + Math.exp(at(of, row) - most), 0));
    logLikelihood += total;
    for (const of of densities) of[row] = Math.exp(at(of, row) - total);
  }
  return { responsibilities: densities, logLikelihood };
}

/** 1 for the rows of a centre, else 0: one array for each centre. */
function nearestCentres(
  rows: Float32Array,
  size: number,
  { count, seed }: Pick<MixtureOptions, 'count' | 'seed'>,
): readonly Float64Array[] {
  const source = random(seed, 'mixture');
  const total = rows.length / size;
  const nearest = new Int32Array(total);
  const distances = new Float64Array(total).fill(Number.POSITIVE_INFINITY);
  for (let centre = 0; centre < count; centre++) {
    const chosen = centre === 0 ? source.below(total) : drawn(distances, source.uniform());
    for (let row = 0; row < total; row++) {
      let distance = 0;
      for (let d = 0; d < size; d++) distance += (floatAt(rows, row * size + d) - floatAt(rows, chosen * size + d)) ** 2;
      if (distance >= at(distances, row)) continue;
      distances[row] = distance;
      nearest[row] = centre;
    }
  }
  return Array.from({ length: count }, (_, centre) => Float64Array.from(nearest, (own) => (own === centre ? 1 : 0)));
}

/** The index at which the running sum of the weights passes this share of all; 0 where all weights are 0. */
function drawn(weights: Float64Array, share: number): number {
  const target = share * weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const index = weights.findIndex((weight) => {
    sum += weight;
    return sum > target;
  });
  return Math.max(0, index);
}
