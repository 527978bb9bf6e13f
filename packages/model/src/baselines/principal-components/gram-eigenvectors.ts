import type { ResidentSamples } from '@hourglass/engine/contract';
import { at } from '../../checked.ts';
import { orthonormalizeRows } from '../../linear-algebra/orthonormalize.ts';
import { symmetricEigenvectors } from '../../linear-algebra/symmetric-eigenvectors.ts';
import { addScaled, dot, rowOf } from '../../linear-algebra/vectors.ts';
import { centeredRow } from './centered-rows.ts';
import { meanOf } from './moments.ts';
import { fixSign, type PrincipalComponents } from './principal-components.ts';

/** Number of values of every sample that are held as float64 at once. */
const columnsAtOnce = 4_096;

/** Eigenvalues below this share of the largest are treated as rounding errors. */
const negligible = 1e-13;

/**
 * Exact principal components for fewer samples than values. With the centered samples as rows of `X`, the Gram matrix `X Xᵀ` has the eigenvalues of
 * `Xᵀ X`, and `Xᵀ u / √λ` for its eigenvectors (Turk & Pentland 1991).
 */
export function gramEigenvectors(samples: ResidentSamples, rank: number): PrincipalComponents {
  const { count, size } = samples;
  const mean = meanOf(samples);
  const gram = new Float64Array(count * count);
  forEachBlock(samples, mean, (rows) => addGram(gram, rows));
  const { values, vectors } = symmetricEigenvectors(gram, count);
  const largest = at(values, 0);
  const used = vectors.slice(0, rank).filter((_, index) => at(values, index) > negligible * largest);

  const components = new Float64Array(rank * size);
  forEachBlock(samples, mean, (rows, from) => {
    used.forEach((vector, index) => {
      const component = rowOf(components, index, size);
      rows.forEach((row, sample) => {
        addScaled(component.subarray(from, from + row.length), at(vector, sample), row);
      });
    });
  });
  // Divides by √λ, and removes the parts along larger components that rounding adds to smaller ones.
  orthonormalizeRows(components, size);
  used.forEach((_, index) => {
    fixSign(rowOf(components, index, size));
  });

  let trace = 0;
  for (let sample = 0; sample < count; sample++) trace += at(gram, sample * (count + 1));
  const variances = new Float64Array(rank);
  used.forEach((_, index) => {
    variances[index] = at(values, index) / count;
  });
  return {
    method: `exact: eigenvectors of the ${count} × ${count} Gram matrix`,
    mean,
    components,
    variances,
    totalVariance: trace / count,
  };
}

/** Visits the centered samples in blocks of columns, one row per sample. */
function forEachBlock(samples: ResidentSamples, mean: Float64Array, work: (rows: readonly Float64Array[], from: number) => void): void {
  const width = Math.min(columnsAtOnce, samples.size);
  const rows = Array.from({ length: samples.count }, () => new Float64Array(width));
  for (let from = 0; from < samples.size; from += width) {
    const block = rows.map((row) => row.subarray(0, Math.min(width, samples.size - from)));
    block.forEach((row, index) => {
      centeredRow(samples, mean, index, row, from);
    });
    work(block, from);
  }
}

function addGram(gram: Float64Array, rows: readonly Float64Array[]): void {
  rows.forEach((a, i) => {
    rows.slice(0, i + 1).forEach((b, j) => {
      const product = at(gram, i * rows.length + j) + dot(a, b);
      gram[i * rows.length + j] = product;
      gram[j * rows.length + i] = product;
    });
  });
}
