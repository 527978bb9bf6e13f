/*
 * The value at an index, or a RangeError: a wrong index must not become a wrong number. One function for each type of array, because V8 compiles
 * an access that meets several types to one that is ten times slower.
 */

export function float32At(values: Float32Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw outside(index, values.length);
  return value;
}

export function float64At(values: Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw outside(index, values.length);
  return value;
}

export function uint32At(values: Uint32Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw outside(index, values.length);
  return value;
}

function outside(index: number, length: number): RangeError {
  return new RangeError(`The index ${index} is outside an array of ${length} values.`);
}
