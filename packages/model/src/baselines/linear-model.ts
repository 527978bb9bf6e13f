import { at } from '../checked.ts';
import { ModelError } from '../errors.ts';
import { addScaled, dot, rowOf } from '../linear-algebra/vectors.ts';
import type { FittedBaseline, LinearFit } from './baseline.ts';

/**
 * The model of one code size: `z = W (x − c)` and `y = Wᵀ z + c`, with the first `codeSize` components as rows of `W`.
 *
 * @throws ModelError CONFIG_INVALID where the fit has fewer components
 */
export function linearModel({ center, components, variances, totalVariance }: LinearFit, codeSize: number): FittedBaseline {
  const size = center.length;
  if (codeSize > variances.length) {
    throw new ModelError('CONFIG_INVALID', `codeSize: received ${codeSize}; this fit has ${variances.length} components.`);
  }
  const rowsOfW = Array.from({ length: codeSize }, (_, index) => rowOf(components, index, size));
  // The cost is the variance along the components that are left out. Rounding can make it slightly negative.
  const kept = variances.subarray(0, codeSize).reduce((sum, variance) => sum + variance, 0);

  const encode = (x: Float64Array): Float64Array => {
    const rows = x.length / size;
    const z = new Float64Array(rows * codeSize);
    for (let row = 0; row < rows; row++) {
      const centered = rowOf(x, row, size).slice();
      addScaled(centered, -1, center);
      rowsOfW.forEach((component, index) => {
        z[row * codeSize + index] = dot(centered, component);
      });
    }
    return z;
  };

  const decode = (z: Float64Array, rows: number): Float64Array => {
    const y = new Float64Array(rows * size);
    for (let row = 0; row < rows; row++) {
      const reconstruction = rowOf(y, row, size);
      reconstruction.set(center);
      rowsOfW.forEach((component, index) => {
        addScaled(reconstruction, at(z, row * codeSize + index), component);
      });
    }
    return y;
  };

  return Object.freeze({
    codeSize,
    size,
    trainCostPerSample: Math.max(0, totalVariance - kept),
    encode,
    decode,
    reconstruct: (x: Float64Array) => decode(encode(x), x.length / size),
  });
}
