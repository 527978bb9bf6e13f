import { at } from '../checked.ts';
import { addScaled, dot, norm } from '../linear-algebra/vectors.ts';

/** Residual rows shorter than this fraction of the longest row are treated as rounding errors. */
const negligible = 1e-5;

/**
 * Recovers PCA's projection from its reconstructions of a few samples. The centred reconstructions lie in the span of PCA's components, and
 * `codeSize` linearly independent ones span it. The projection onto a space does not depend on the choice of basis.
 * The basis is computed by Gram–Schmidt with pivoting (the longest residual row is next); every row is orthogonalised twice.
 *
 * @param reconstructions `[rows, size]`, the mean subtracted
 * @returns `[rows, size]` → `[rows, size]`; null if the reconstructions span fewer than `codeSize` dimensions
 */
export function spannedProjection(
  reconstructions: Float32Array,
  size: number,
  codeSize: number,
): ((x: Float32Array) => Float32Array) | null {
  const basis = orthonormalBasis(reconstructions, size, codeSize);
  return basis === null ? null : (x) => project(basis, x, size);
}

function orthonormalBasis(values: Float32Array, size: number, codeSize: number): readonly Float64Array[] | null {
  const rows = Array.from({ length: values.length / size }, (_, row) => Float64Array.from(values.subarray(row * size, (row + 1) * size)));
  const longest = Math.max(...rows.map(norm));
  const basis: Float64Array[] = [];
  while (basis.length < codeSize) {
    const lengths = rows.map(norm);
    const length = Math.max(...lengths);
    const pivot = rows[lengths.indexOf(length)];
    if (pivot === undefined || !(length > negligible * longest)) return null;
    for (const known of basis) addScaled(pivot, -dot(pivot, known), known);
    const scale = norm(pivot);
    const direction = pivot.map((value) => value / scale);
    basis.push(direction);
    for (const row of rows) addScaled(row, -dot(row, direction), direction);
  }
  return basis;
}

function project(basis: readonly Float64Array[], x: Float32Array, size: number): Float32Array {
  const y = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += size) {
    const row = Float64Array.from(x.subarray(start, start + size));
    const left = row.slice();
    for (const direction of basis) addScaled(left, -dot(left, direction), direction);
    y.set(
      row.map((value, index) => value - at(left, index)),
      start,
    );
  }
  return y;
}
