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

/**
 * Returns a value that must be present.
 *
 * @throws RangeError if it is absent
 */
export function present<Value>(value: Value | null | undefined, name: string): Value {
  if (value === null || value === undefined) throw new RangeError(`There is no ${name}.`);
  return value;
}
