import { at, floatAt } from '../checked.ts';
import { columnMoments } from '../column-moments.ts';
import { symmetricEigenvectors } from '../linear-algebra/symmetric-eigenvectors.ts';

/** Mean `[size]` and covariance `[size, size]` of a set of features. */
export interface FeatureMoments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/** @param features `[rows, size]`, at least two rows. The covariance is the unbiased one, divided by `rows − 1`. */
export function featureMoments(features: Float32Array, size: number): FeatureMoments {
  const rows = features.length / size;
  if (rows < 2) throw new RangeError(`received ${rows} rows of features; a covariance needs at least 2`);
  const mean = Float64Array.from(columnMoments(features, size), (column) => column.mean);
  const covariance = new Float64Array(size * size);
  for (let row = 0; row < rows; row++) {
    for (let a = 0; a < size; a++) {
      const centred = floatAt(features, row * size + a) - at(mean, a);
      for (let b = 0; b <= a; b++) {
        covariance[a * size + b] = at(covariance, a * size + b) + centred * (floatAt(features, row * size + b) - at(mean, b));
      }
    }
  }
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      const value = at(covariance, a * size + b) / (rows - 1);
      covariance[a * size + b] = value;
      covariance[b * size + a] = value;
    }
  }
  return { mean, covariance };
}

/**
 * The Fréchet distance of the normal distributions with these moments: `‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½)`   Dowson & Landau 1982; of features of
 * generated and real samples, Heusel et al. 2017. The trace of the root is that of `(Σ₁^½ Σ₂ Σ₁^½)^½`, whose matrix is symmetric.
 */
export function frechetDistance(one: FeatureMoments, other: FeatureMoments): number {
  const size = one.mean.length;
  if (other.mean.length !== size)
    throw new RangeError(`received features of ${size} and of ${other.mean.length} values; they must be the same features`);
  const root = squareRoot(one.covariance, size);
  const product = multiply(multiply(root, other.covariance, size), root, size);
  let distance = 0;
  for (let index = 0; index < size; index++) {
    const diagonal = index * size + index;
    distance += (at(one.mean, index) - at(other.mean, index)) ** 2 + at(one.covariance, diagonal) + at(other.covariance, diagonal);
  }
  const { values } = symmetricEigenvectors(symmetric(product, size), size);
  return distance - 2 * values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
}

/** The symmetric root of a symmetric positive semidefinite matrix. Rounding can make eigenvalues of 0 negative. */
function squareRoot(matrix: Float64Array, size: number): Float64Array {
  const { values, vectors } = symmetricEigenvectors(matrix, size);
  const root = new Float64Array(size * size);
  for (const [index, vector] of vectors.entries()) {
    const scale = Math.sqrt(Math.max(0, at(values, index)));
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) root[a * size + b] = at(root, a * size + b) + scale * at(vector, a) * at(vector, b);
    }
  }
  return root;
}

function multiply(left: Float64Array, right: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let k = 0; k < size; k++) {
      const factor = at(left, a * size + k);
      for (let b = 0; b < size; b++) product[a * size + b] = at(product, a * size + b) + factor * at(right, k * size + b);
    }
  }
  return product;
}

/** The mean of a matrix and its transpose: a product that is symmetric but for rounding. */
function symmetric(matrix: Float64Array, size: number): Float64Array {
  return matrix.map((value, index) => (value + at(matrix, (index % size) * size + Math.floor(index / size))) / 2);
}
