/**
 * The value at an index. A copy of its own, because loops over whole data sets call it: V8 compiles a function slower that also meets other types.
 *
 * @throws RangeError outside the array: a wrong index must not become a wrong number
 */
export function at(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`there is no value ${index} among ${values.length}`);
  return value;
}
