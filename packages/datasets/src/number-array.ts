import { damaged, type SourceFile } from './source-file.ts';

/** An array as a file holds it, row by row: bytes stay bytes, every other number becomes a Float32. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array | Float32Array;
}

type Read = (view: DataView, offset: number, littleEndian: boolean) => number;

/** Kinds of numbers, by NumPy's letter and size in bytes. */
const readers = {
  b1: (view, offset) => view.getUint8(offset),
  u1: (view, offset) => view.getUint8(offset),
  i1: (view, offset) => view.getInt8(offset),
  u2: (view, offset, littleEndian) => view.getUint16(offset, littleEndian),
  i2: (view, offset, littleEndian) => view.getInt16(offset, littleEndian),
  u4: (view, offset, littleEndian) => view.getUint32(offset, littleEndian),
  i4: (view, offset, littleEndian) => view.getInt32(offset, littleEndian),
  u8: (view, offset, littleEndian) => Number(view.getBigUint64(offset, littleEndian)),
  i8: (view, offset, littleEndian) => Number(view.getBigInt64(offset, littleEndian)),
  f4: (view, offset, littleEndian) => view.getFloat32(offset, littleEndian),
  f8: (view, offset, littleEndian) => view.getFloat64(offset, littleEndian),
} as const satisfies Readonly<Record<string, Read>>;

export type NumberType = keyof typeof readers;

export function isNumberType(text: string): text is NumberType {
  return Object.hasOwn(readers, text);
}

/** What a file's header says of the numbers that follow it. */
export interface ArrayHeader {
  readonly type: NumberType;
  readonly littleEndian: boolean;
  readonly shape: readonly number[];
  /** Bytes before the first number. */
  readonly start: number;
}

/** The numbers after a header. @throws DatasetError FILE_DAMAGED, before anything is allocated, where the file is longer or shorter */
export function decodeNumbers(bytes: Uint8Array, header: ArrayHeader, source: SourceFile): NumberArray {
  const { type, littleEndian, shape, start } = header;
  const width = Number(type.slice(1));
  const length = shape.reduce((product, dimension) => product * dimension, 1);
  const expected = start + length * width;
  if (bytes.length !== expected) {
    throw damaged(
      source,
      `its header declares ${shape.join(' × ')} values of ${width} byte${width === 1 ? '' : 's'}, ${expected} bytes in all, but it holds ${bytes.length}`,
    );
  }
  // Over the same memory, and no Buffer, whose slice() and toJSON() are not a Uint8Array's.
  if (type === 'u1') return { shape, values: new Uint8Array(bytes.buffer, bytes.byteOffset + start, length) };
  const read: Read = readers[type];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(length);
  for (let index = 0; index < length; index++) values[index] = read(view, start + index * width, littleEndian);
  return { shape, values };
}
