import { at, floatAt } from '../checked.ts';
import { cholesky, logDeterminant, solveLower } from '../linear-algebra/cholesky.ts';

/** A normal distribution with a weight, out of a mixture. */
export interface GaussianComponent {
  readonly weight: number;
  readonly mean: Float64Array;
  /** The lower triangular factor of its covariance, row by row. */
  readonly factor: Float64Array;
}

/** The standard normal distribution. */
export function standardNormal(size: number): GaussianComponent {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row++) factor[row * size + row] = 1;
  return { weight: 1, mean: new Float64Array(size), factor };
}

/**
 * The component that fits rows with these responsibilities best: with `S = Σ r (x − μ)(x − μ)ᵀ` and `N = Σ r`, the mean `μ = Σ r x / N` and the covariance
 * `(S + ridge · I)/N`. Null where no row belongs to it.
 *
 * @param rows `[count, size]`
 * @param responsibilities `[count]`
 */
export function fitComponent(
  rows: Float32Array,
  size: number,
  { responsibilities, ridge }: { readonly responsibilities: Float64Array; readonly ridge: number },
): GaussianComponent | null {
  const total = responsibilities.reduce((sum, one) => sum + one, 0);
  if (total === 0) return null;
  const mean = new Float64Array(size);
  for (let row = 0; row < responsibilities.length; row++) {
    const share = at(responsibilities, row) / total;
    if (share !== 0) for (let d = 0; d < size; d++) mean[d] = at(mean, d) + share * floatAt(rows, row * size + d);
  }
  const covariance = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (let row = 0; row < responsibilities.length; row++) {
    const share = at(responsibilities, row) / total;
    if (share === 0) continue;
    for (let d = 0; d < size; d++) centred[d] = floatAt(rows, row * size + d) - at(mean, d);
    addOuter(covariance, centred, share);
  }
  for (let d = 0; d < size; d++) covariance[d * size + d] = at(covariance, d * size + d) + ridge / total;
  return { weight: total / responsibilities.length, mean, factor: cholesky(covariance, size) };
}

/** Adds `share · x xᵀ` to the lower triangle, which is all that the Cholesky factor reads. */
function addOuter(matrix: Float64Array, x: Float64Array, share: number): void {
  const size = x.length;
  for (let row = 0; row < size; row++) {
    const scaled = share * at(x, row);
    for (let column = 0; column <= row; column++) {
      matrix[row * size + column] = at(matrix, row * size + column) + scaled * at(x, column);
    }
  }
}

/** log (weight · N(x; μ, L Lᵀ)) of each row, in `target`. */
export function weightedLogDensities({ weight, mean, factor }: GaussianComponent, rows: Float32Array, target: Float64Array): void {
  const size = mean.length;
  const constant = Math.log(weight) - 0.5 * (size * Math.log(2 * Math.PI) + logDeterminant(factor, size));
  const centred = new Float64Array(size);
  for (let row = 0; row < target.length; row++) {
    for (let d = 0; d < size; d++) centred[d] = floatAt(rows, row * size + d) - at(mean, d);
    solveLower(factor, centred, centred);
    let distance = 0;
    for (let d = 0; d < size; d++) distance += at(centred, d) ** 2;
    target[row] = constant - 0.5 * distance;
  }
}

/** tr Σ⁻¹ = ‖L⁻¹‖² */
export function precisionTrace({ mean, factor }: GaussianComponent): number {
  const size = mean.length;
  const column = new Float64Array(size);
  let total = 0;
  for (let unit = 0; unit < size; unit++) {
    column.fill(0);
    column[unit] = 1;
    solveLower(factor, column, column);
    for (let d = 0; d < size; d++) total += at(column, d) ** 2;
  }
  return total;
}
