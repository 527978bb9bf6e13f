/*
 * Checked access. `values[index] ?? 0` would turn a wrong index into a wrong number; these functions throw instead.
 */

/** `values[index]`. @throws RangeError where there is no such element */
export function at<Value>(values: ArrayLike<Value>, index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`There is no element ${index} among ${values.length}.`);
  return value;
}

/** `record[name]`. @throws RangeError where there is no such entry */
export function named<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = Object.hasOwn(record, name) ? record[name] : undefined;
  if (value === undefined) throw new RangeError(`There is no ${name}; there are: ${Object.keys(record).join(', ') || 'none'}.`);
  return value;
}

/** `map.get(key)`. @throws RangeError where there is no such key */
export function got<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`There is no ${String(key)} among ${map.size}.`);
  return value;
}

/**
 * `words[index]`: a function of its own, because V8 compiles an access that meets several types of arrays to a slower one. @throws RangeError outside
 * the array
 */
export function wordAt(words: Uint32Array, index: number): number {
  const word = words[index];
  if (word === undefined) throw new RangeError(`There is no word ${index} among ${words.length}.`);
  return word;
}
