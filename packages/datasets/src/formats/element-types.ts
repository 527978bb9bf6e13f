type Read = (view: DataView, offset: number, littleEndian: boolean) => number | bigint;

/** Kinds of numbers, by NumPy's letter and size in bytes. */
const readers = {
  b1: (view, offset) => view.getUint8(offset),
  u1: (view, offset) => view.getUint8(offset),
  i1: (view, offset) => view.getInt8(offset),
  u2: (view, offset, littleEndian) => view.getUint16(offset, littleEndian),
  i2: (view, offset, littleEndian) => view.getInt16(offset, littleEndian),
  u4: (view, offset, littleEndian) => view.getUint32(offset, littleEndian),
  i4: (view, offset, littleEndian) => view.getInt32(offset, littleEndian),
  u8: (view, offset, littleEndian) => view.getBigUint64(offset, littleEndian),
  i8: (view, offset, littleEndian) => view.getBigInt64(offset, littleEndian),
  f2: (view, offset, littleEndian) => view.getFloat16(offset, littleEndian),
  f4: (view, offset, littleEndian) => view.getFloat32(offset, littleEndian),
  f8: (view, offset, littleEndian) => view.getFloat64(offset, littleEndian),
} as const satisfies Readonly<Record<string, Read>>;

export type NumberType = keyof typeof readers;

export function isNumberType(text: string): text is NumberType {
  return Object.hasOwn(readers, text);
}

export function readerOf(type: NumberType): Read {
  return readers[type];
}

/** Bytes of one number. */
export function widthOf(type: NumberType): number {
  return Number(type.slice(1));
}
