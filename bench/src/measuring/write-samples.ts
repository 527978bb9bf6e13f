import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataset } from '@hourglass/datasets';
import { centre } from './crop.ts';

/** The first images of MNIST, whole or cropped to their centre. */
export interface SampleFile {
  readonly count: number;
  readonly side: number;
}

/** Writes the first images of MNIST, cropped to their centre, as an IDX file. Returns its path. */
export async function writeSamples({ count, side }: SampleFile, folder: string): Promise<string> {
  const { train } = await loadDataset('mnist');
  const { values } = centre({ ...train, count, values: train.values.subarray(0, count * train.size) }, side * side);
  const path = join(folder, `mnist-${count}-of-${side}.idx3-ubyte`);
  await writeFile(path, Buffer.concat([idxHeader([count, side, side]), values]));
  return path;
}

/** IDX header: two zero bytes, the type (8: unsigned byte), the number of dimensions, then each dimension, big-endian. */
export function idxHeader(shape: readonly number[]): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header[2] = 8;
  header[3] = shape.length;
  shape.forEach((size, index) => {
    header.writeUInt32BE(size, 4 + 4 * index);
  });
  return header;
}
