import { zipSync } from 'fflate';

/** The bytes of an IDX file: the type's code, the sizes, the values as they are. */
export function idxBytes(code: number, shape: readonly number[], values: Uint8Array): Uint8Array {
  const header = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  header.setUint8(2, code);
  header.setUint8(3, shape.length);
  shape.forEach((size, dimension) => {
    header.setUint32(4 + 4 * dimension, size);
  });
  return Buffer.concat([new Uint8Array(header.buffer), values]);
}

/** The bytes of an `.npy` file as `np.save` writes it: version 1, header padded to 64 bytes. */
export function npyBytes(description: string, shape: readonly number[], values: Uint8Array, order: 'C' | 'Fortran' = 'C'): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  return npyWithHeader(`{'descr': '${description}', 'fortran_order': ${order === 'C' ? 'False' : 'True'}, 'shape': (${sizes}), }`, values);
}

export function npyWithHeader(dictionary: string, values: Uint8Array): Uint8Array {
  const padded = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  return Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY'), Buffer.from([1, 0]), length, Buffer.from(padded), values]);
}

/** The bytes behind any typed array, in this machine's order. */
export function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** `0, 1, 2 …` as bytes. */
export function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => index);
}

/** The bytes of an `.npz` file, by another program than the one that reads it. @param level 0 as `np.savez` does, 6 as `np.savez_compressed` */
export function npzBytes(arrays: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, [bytes, { level }]])));
}
