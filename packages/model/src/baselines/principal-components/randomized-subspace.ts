import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '../../checked.ts';
import { orthonormalizeRows } from '../../linear-algebra/orthonormalize.ts';
import { symmetricEigenvectors } from '../../linear-algebra/symmetric-eigenvectors.ts';
import { addScaled, dot, rowOf } from '../../linear-algebra/vectors.ts';
import { random } from '../../random.ts';
import { addSamples, type FitProgress, savedState, unsaved } from '../fit-progress.ts';
import { centeredRow } from './centered-rows.ts';
import { meanOf, totalVarianceOf } from './moments.ts';
import { fixSign, type PrincipalComponents } from './principal-components.ts';

/** Number of vectors beyond the rank, Halko's `p`. More vectors need fewer passes. */
const oversampling = 16;

/** Iteration ends when a pass adds less than this share to the variance of the components, or after `maxPasses`. */
const settled = 1e-6;
const maxPasses = 20;

/**
 * Randomized subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4): a random subspace is multiplied by the covariance and made
 * orthonormal, pass after pass, and the components are the eigenvectors within it. The covariance is never formed: a pass reads each
 * sample once, and adds `(Q x) xᵀ`. Rayleigh and Ritz: within the span of `Q` the best components are `Vᵀ Q`, where `Q C Qᵀ = V Λ Vᵀ`.
 */
export function randomizedSubspace(samples: ResidentSamples, rank: number, progress: FitProgress = unsaved): PrincipalComponents {
  const { size } = samples;
  const mean = meanOf(samples);
  const width = Math.min(rank + oversampling, size);
  const saved = savedPass(progress, width, size);
  let { basis, held } = saved ?? { basis: randomBasis(width, size), held: 0 };
  for (let pass = saved === null ? 1 : saved.pass; ; pass++) {
    const continued = pass === saved?.pass ? saved : emptyPass({ pass, basis, held }, size);
    const { image, inner } = applyCovariance(samples, mean, continued, progress);
    const { values, vectors } = symmetricEigenvectors(inner, width);
    const before = held;
    held = values.subarray(0, rank).reduce((sum, value) => sum + value, 0);
    if (pass < maxPasses && held - before > settled * held) {
      basis = image;
      orthonormalizeRows(basis, size);
      continue;
    }
    return {
      method: `randomized subspace iteration, ${width} vectors, ${pass} passes (Halko, Martinsson & Tropp 2011)`,
      mean,
      components: combineRows(vectors.slice(0, rank), basis, size),
      variances: values.slice(0, rank).map((value) => Math.max(0, value)),
      totalVariance: totalVarianceOf(samples, mean),
    };
  }
}

/** Always the same basis, so that the same samples give the same components. */
function randomBasis(rows: number, size: number): Float64Array<ArrayBuffer> {
  const source = random(0, 'noise', 0);
  const basis = Float64Array.from({ length: rows * size }, () => source.normal());
  orthonormalizeRows(basis, size);
  return basis;
}

/** A pass over the samples, which may have begun before an interruption. */
interface Pass {
  readonly pass: number;
  /** Samples that `image` and `inner` contain. */
  readonly samples: number;
  /** `[width, size]`, orthonormal. */
  readonly basis: Float64Array<ArrayBuffer>;
  /** The variance of the components after the previous pass. */
  readonly held: number;
  /** `[width, size]` */
  readonly image: Float64Array<ArrayBuffer>;
  /** `[width, width]` */
  readonly inner: Float64Array<ArrayBuffer>;
}

function emptyPass(given: Pick<Pass, 'pass' | 'basis' | 'held'>, size: number): Pass {
  const { length } = given.basis;
  return { ...given, samples: 0, image: new Float64Array(length), inner: new Float64Array((length / size) ** 2) };
}

function savedPass(progress: FitProgress, width: number, size: number): Pass | null {
  const state = savedState(progress, [width * size, width * size, width * width, 1]);
  if (state === null) return null;
  const [basis, image, inner, [held] = []] = state.sums;
  if (basis === undefined || image === undefined || inner === undefined || held === undefined)
    throw new RangeError('a saved pass has four arrays');
  return { pass: state.pass, samples: state.samples, basis, image, inner, held };
}

/** Completes `image = Q C` and `inner = Q C Qᵀ` for the covariance `C` and `Q = basis`. */
function applyCovariance(samples: ResidentSamples, mean: Float64Array, begun: Pass, progress: FitProgress): Pick<Pass, 'image' | 'inner'> {
  const { count, size } = samples;
  const { basis, image, inner, held } = begun;
  const width = basis.length / size;
  const rows = Array.from({ length: width }, (_, index) => rowOf(basis, index, size));
  const imageRows = rows.map((_, index) => rowOf(image, index, size));
  const x = new Float64Array(size);
  const products = new Float64Array(width);
  const sums = [basis, image, inner, Float64Array.of(held)];
  addSamples({ ...begun, sums, count, multiplications: 2 * width * size }, progress, (sample) => {
    centeredRow(samples, mean, sample, x);
    rows.forEach((row, index) => {
      products[index] = dot(row, x) / Math.sqrt(count);
    });
    imageRows.forEach((row, index) => {
      const product = at(products, index);
      addScaled(row, product / Math.sqrt(count), x);
      addScaled(rowOf(inner, index, width), product, products);
    });
  });
  return { image, inner };
}

/** `[weights.length, size]`: row `i` is the sum of the basis' rows, each times its weight in `weights[i]`. */
function combineRows(weights: readonly Float64Array[], basis: Float64Array, size: number): Float64Array {
  const combined = new Float64Array(weights.length * size);
  weights.forEach((row, index) => {
    const target = rowOf(combined, index, size);
    row.forEach((weight, position) => {
      addScaled(target, weight, rowOf(basis, position, size));
    });
    fixSign(target);
  });
  return combined;
}
