import { at } from '../checked.ts';

/** Row `index` of a row-major matrix, as a view. */
export function rowOf(matrix: Float64Array, index: number, size: number): Float64Array {
  return matrix.subarray(index * size, (index + 1) * size);
}

/** `a · b` */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += at(a, index) * at(b, index);
  return sum;
}

export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** `target ← target + scale · source` */
export function addScaled(target: Float64Array, scale: number, source: Float64Array): void {
  for (let index = 0; index < target.length; index++) target[index] = at(target, index) + scale * at(source, index);
}

/** `target ← scale · target` */
export function scaleBy(target: Float64Array, scale: number): void {
  for (let index = 0; index < target.length; index++) target[index] = scale * at(target, index);
}
