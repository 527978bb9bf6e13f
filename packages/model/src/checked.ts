/*
 * Access that throws outside an array: a wrong index must not become a wrong number. One function for each type of array, because V8 compiles an
 * access that meets several types to one that is ten times slower.
 */

/** @throws RangeError outside the array */
export function at(values: Float64Array, index: number): number {
  return present(values[index], index, values);
}

/** @throws RangeError outside the array */
export function floatAt(values: Float32Array, index: number): number {
  return present(values[index], index, values);
}

/** @throws RangeError outside the array */
export function intAt(values: Int32Array, index: number): number {
  return present(values[index], index, values);
}

/** @throws RangeError outside the array */
export function wordAt(values: Uint32Array, index: number): number {
  return present(values[index], index, values);
}

/** @throws RangeError where there is no such name */
export function entry<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value === undefined) throw new RangeError(`There is no ${name}; there are: ${Object.keys(record).join(', ') || 'none'}.`);
  return value;
}

function present(value: number | undefined, index: number, { length }: ArrayLike<number>): number {
  if (value === undefined) throw new RangeError(`index ${index} of ${length} values`);
  return value;
}
