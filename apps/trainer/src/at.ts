/**
 * The value at an index that exists.
 *
 * @throws RangeError outside the array: a fallback would turn the wrong index into a wrong number
 */
export function at(values: Float32Array | Uint8Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`There is no value at index ${index} of ${values.length}.`);
  return value;
}
