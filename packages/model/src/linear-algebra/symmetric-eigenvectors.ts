import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { at } from '../checked.ts';

export interface Eigenvectors {
  /** Descending. */
  readonly values: Float64Array;
  /** An eigenvector each, of length 1, in the order of the values. */
  readonly vectors: readonly Float64Array[];
}

/** Eigenvectors of a symmetric matrix `[rows, rows]` by Householder's tridiagonal form and the QL algorithm, in float64. */
export function symmetricEigenvectors(matrix: Float64Array, rows: number): Eigenvectors {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(Matrix.from1DArray(rows, rows, matrix), {
    assumeSymmetric: true,
  });
  const found = Float64Array.from(realEigenvalues);
  const order = realEigenvalues.map((_, index) => index).sort((a, b) => at(found, b) - at(found, a));
  return {
    values: Float64Array.from(order, (index) => at(found, index)),
    vectors: order.map((index) => Float64Array.from(eigenvectorMatrix.getColumn(index))),
  };
}
