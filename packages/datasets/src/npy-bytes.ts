/** The bytes of an `.npy` file, version 1: `|u1` for bytes, `<f4` for numbers, `|S…` for texts in UTF-8. */
export function npyBytes(shape: readonly number[], values: Uint8Array | Float32Array | readonly string[]): Uint8Array {
  if (values instanceof Uint8Array) return withHeader('|u1', shape, values);
  if (values instanceof Float32Array) return withHeader('<f4', shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const texts = values.map((text) => Buffer.from(text, 'utf8'));
  const width = Math.max(1, ...texts.map(({ length }) => length));
  const padded = Buffer.alloc(width * texts.length);
  texts.forEach((text, index) => {
    padded.set(text, index * width);
  });
  return withHeader(`|S${width}`, shape, padded);
}

/** The magic, the version, the header and its length together are a multiple of 64 bytes. */
function withHeader(description: string, shape: readonly number[], bytes: Uint8Array): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${description}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  return Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY'), Buffer.from([1, 0]), length, Buffer.from(padded, 'latin1'), bytes]);
}
