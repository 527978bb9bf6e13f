import { type ArrayHeader, decodeNumbers, type NumberArray, type NumberType } from './number-array.ts';
import { damaged, type SourceFile } from './source-file.ts';

/** The third byte of an IDX file, as the MNIST page defines it. */
const typesByCode: Readonly<Record<number, NumberType>> = { 8: 'u1', 9: 'i1', 11: 'i2', 12: 'i4', 13: 'f4', 14: 'f8' };

/** Whether the bytes begin like an IDX file: two zeros, a known type. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && typesByCode[bytes[2] ?? 0] !== undefined;
}

/**
 * IDX: `0 0 type rank`, then `rank` sizes of 4 bytes, then the values, everything big-endian.
 *
 * @throws DatasetError FILE_DAMAGED where the sizes do not fit the file
 */
export function decodeIdx(bytes: Uint8Array, source: SourceFile): NumberArray {
  const type = typesByCode[bytes[2] ?? 0];
  const rank = bytes[3] ?? 0;
  const start = 4 + 4 * rank;
  if (type === undefined || bytes.length < start) throw damaged(source, 'it ends within its header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const shape = Array.from({ length: rank }, (_, dimension) => view.getUint32(4 + 4 * dimension));
  const header: ArrayHeader = { type, littleEndian: false, shape, start };
  return decodeNumbers(bytes, header, source);
}
