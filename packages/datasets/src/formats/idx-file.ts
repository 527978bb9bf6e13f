import { damaged, type SourceFile } from '../source-file.ts';
import { decodeNumbers } from './binary-array.ts';
import type { NumberType } from './element-types.ts';
import type { NumericArray } from './file-array.ts';

/** The third byte of an IDX file, as the MNIST page defines it. */
const typesByCode: ReadonlyMap<number | undefined, NumberType> = new Map([
  [8, 'u1'],
  [9, 'i1'],
  [11, 'i2'],
  [12, 'i4'],
  [13, 'f4'],
  [14, 'f8'],
]);

/** Whether the bytes begin like an IDX file: two zeros, a known type. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && typesByCode.has(bytes[2]);
}

/**
 * IDX: `0 0 type rank`, then `rank` sizes of 4 bytes, then the values, everything big-endian.
 *
 * @throws DatasetError FILE_DAMAGED where the sizes do not fit the file
 */
export function decodeIdx(bytes: Uint8Array, source: SourceFile): NumericArray {
  const type = typesByCode.get(bytes[2]);
  const rank = bytes[3];
  if (type === undefined || rank === undefined || bytes.length < 4 + 4 * rank) throw damaged(source, 'it ends within its header');
  const start = 4 + 4 * rank;
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: rank }, (_, dimension) => view.getUint32(4 + 4 * dimension));
  return decodeNumbers(bytes, { type, littleEndian: false, shape, order: 'C', start }, source);
}
