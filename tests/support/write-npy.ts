import { writeFile } from 'node:fs/promises';

/** Writes Float32 values as a `.npy` file of version 1: a magic string, the length of the header, the header padded to 64 bytes, the values. */
export async function writeNpy(path: string, shape: readonly number[], values: Float32Array): Promise<void> {
  const fields = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = `${fields.padEnd(Math.ceil((10 + fields.length + 1) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  const body = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  await writeFile(path, Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), length, Buffer.from(header, 'latin1'), body]));
}
