/**
 * The value at an index that exists.
 *
 * @throws RangeError where it does not: a fallback would turn the wrong index into a wrong number
 */
export function at<Value>(values: ArrayLike<Value>, index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`There is no value at index ${index} of ${values.length}.`);
  return value;
}
