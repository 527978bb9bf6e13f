/** NumPy's format 1.0, in the type of the values. */
export function encodeNpy(shape: readonly number[], values: Float32Array | Float64Array): Uint8Array {
  return npyFile(
    values instanceof Float64Array ? '<f8' : '<f4',
    shape,
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
}

/** A text as an array without dimensions, which `str(array)` reads. NumPy keeps texts as UTF-32. */
export function encodeTextNpy(text: string): Uint8Array {
  const points = Array.from(text, codePointOf);
  return npyFile(`<U${points.length}`, [], new Uint8Array(Uint32Array.from(points).buffer));
}

/** @param character one code point, as iterating a text gives it */
function codePointOf(character: string): number {
  const point = character.codePointAt(0);
  if (point === undefined) throw new RangeError('An empty text has no code point.');
  return point;
}

/** Magic, header length, a Python dict padded to a multiple of 64 bytes, then the values. */
function npyFile(type: string, shape: readonly number[], content: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const headerLength = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10;
  const header = new TextEncoder().encode(`${dictionary.padEnd(headerLength - 1)}\n`);
  const file = new Uint8Array(10 + headerLength + content.byteLength);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, headerLength & 0xff, headerLength >> 8]);
  file.set(header, 10);
  file.set(content, 10 + headerLength);
  return file;
}
