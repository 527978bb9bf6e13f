/**
 * The value at an index. A separate copy of presentation's `at`, because loops over whole data sets call it: V8 generates slower code for a function that
 * is also called with other types.
 *
 * @throws RangeError outside the array: a wrong index must not become a wrong number
 */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`there is no value ${index} among ${values.length}`);
  return value;
}
