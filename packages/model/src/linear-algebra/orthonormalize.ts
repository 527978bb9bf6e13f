import { addScaled, dot, norm, rowOf, scaleBy } from './vectors.ts';

/** A row whose norm falls below this fraction is, up to rounding, a linear combination of the rows before it. */
const negligible = 1e-12;

/**
 * Makes the rows of a matrix `[rows, size]` orthonormal, in place, one after the other: Gram and Schmidt's process, every row orthogonalised twice
 * (Giraud, Langou, Rozložník & van den Eshof 2005: twice is enough). A row that depends on those before it becomes zero.
 */
export function orthonormalizeRows(matrix: Float64Array, size: number): void {
  for (let index = 0; index < matrix.length / size; index++) {
    const row = rowOf(matrix, index, size);
    const before = norm(row);
    for (let pass = 0; pass < 2; pass++) {
      for (let earlier = 0; earlier < index; earlier++) {
        const other = rowOf(matrix, earlier, size);
        addScaled(row, -dot(row, other), other);
      }
    }
    const length = norm(row);
    if (length > negligible * before) scaleBy(row, 1 / length);
    else row.fill(0);
  }
}
