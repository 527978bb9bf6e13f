/**
 * Returns the value at an index that must exist. Checked access for every package that may import this one.
 *
 * @throws RangeError if it does not exist: a fallback would turn a wrong index into a wrong number
 */
export function at<Value>(values: ArrayLike<Value>, index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`There is no value at index ${index} of ${values.length}.`);
  return value;
}
