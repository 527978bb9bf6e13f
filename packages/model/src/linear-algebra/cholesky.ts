import { at } from '../checked.ts';

/** The lower triangular L with `L Lᵀ = A`, row by row, of a symmetric positive definite matrix `[size, size]`. @throws RangeError for another matrix */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = at(matrix, row * size + column);
      for (let k = 0; k < column; k++) rest -= at(lower, row * size + k) * at(lower, column * size + k);
      if (row !== column) lower[row * size + column] = rest / at(lower, column * size + column);
      else if (rest > 0) lower[row * size + row] = Math.sqrt(rest);
      else throw new RangeError(`the matrix is not positive definite: pivot ${row} is ${rest}`);
    }
  }
  return lower;
}

/** `L⁻¹ b` in `target`, which may be `b` itself. */
export function solveLower(lower: Float64Array, b: Float64Array, target: Float64Array): void {
  const size = b.length;
  for (let row = 0; row < size; row++) {
    let rest = at(b, row);
    for (let column = 0; column < row; column++) rest -= at(lower, row * size + column) * at(target, column);
    target[row] = rest / at(lower, row * size + row);
  }
}

/** log |L Lᵀ| */
export function logDeterminant(lower: Float64Array, size: number): number {
  let sum = 0;
  for (let row = 0; row < size; row++) sum += 2 * Math.log(at(lower, row * size + row));
  return sum;
}
