/**
 * The value at an index. Of one type of array: V8 compiles an access that meets several types to one that is ten times slower.
 *
 * @throws RangeError outside the array: a wrong index must not become a wrong number
 */
export function at(values: Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`index ${index} of ${values.length} values`);
  return value;
}

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
