import type { FittedBaseline } from './baseline.ts';

export interface LinearParts {
  /** `[size]` */
  readonly center: Float64Array;
  /** `[codeSize, size]`, orthonormal rows; longer where there are more, of which the first are taken. */
  readonly components: Float64Array;
  readonly codeSize: number;
  readonly trainCostPerSample: number;
}

/** `z = W (x − c)` and `y = Wᵀ z + c`, with components as rows of `W`. */
export function linearBaseline({ center, components, codeSize, trainCostPerSample }: LinearParts): FittedBaseline {
  const size = center.length;
  const rowsOfW = Array.from({ length: codeSize }, (_, index) => components.subarray(index * size, (index + 1) * size));

  const encode = (x: Float64Array): Float64Array => {
    const rows = x.length / size;
    const z = new Float64Array(rows * codeSize);
    for (let row = 0; row < rows; row++) {
      const centered = x.subarray(row * size, (row + 1) * size).map((value, column) => value - (center[column] ?? 0));
      rowsOfW.forEach((component, index) => {
        z[row * codeSize + index] = dot(centered, component);
      });
    }
    return z;
  };

  const decode = (z: Float64Array, rows: number): Float64Array => {
    const y = new Float64Array(rows * size);
    for (let row = 0; row < rows; row++) {
      const reconstruction = y.subarray(row * size, (row + 1) * size);
      reconstruction.set(center);
      rowsOfW.forEach((component, index) => {
        addScaled(reconstruction, z[row * codeSize + index] ?? 0, component);
      });
    }
    return y;
  };

  return Object.freeze({
    codeSize,
    size,
    trainCostPerSample,
    encode,
    decode,
    reconstruct: (x: Float64Array) => decode(encode(x), x.length / size),
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

function addScaled(target: Float64Array, scale: number, source: Float64Array): void {
  for (let index = 0; index < target.length; index++) target[index] = (target[index] ?? 0) + scale * (source[index] ?? 0);
}
