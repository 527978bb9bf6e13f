import { sizeOfShape } from '@hourglass/presentation';
import { damaged, type SourceFile } from '../source-file.ts';
import { ColumnRanges } from './column-ranges.ts';
import { type NumberType, readerOf, widthOf } from './element-types.ts';
import type { NumericArray } from './file-array.ts';

/** What a file's header says of the values that follow it. */
export interface ArrayHeader {
  readonly littleEndian: boolean;
  readonly shape: readonly number[];
  /** Row by row, or column by column. */
  readonly order: 'C' | 'Fortran';
  /** Bytes before the first value. */
  readonly start: number;
}

/** The numbers after a header. @throws DatasetError FILE_DAMAGED, before anything is allocated, where the file is longer or shorter */
export function decodeNumbers(bytes: Uint8Array, header: ArrayHeader & { readonly type: NumberType }, source: SourceFile): NumericArray {
  const { type, littleEndian, shape, start } = header;
  requireLength(bytes, { shape, start, width: widthOf(type) }, source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readerOf(type);
  const valueAt = (position: number) => read(view, start + position * widthOf(type), littleEndian);
  return {
    kind: 'numbers',
    shape,
    toSamples() {
      // A view of the same memory. Not a Buffer: its slice() and toJSON() differ from those of Uint8Array.
      if (type === 'u1' && isStoredByRow(header)) return new Uint8Array(bytes.buffer, bytes.byteOffset + start, sizeOfShape(shape));
      const values = type === 'u1' ? new Uint8Array(sizeOfShape(shape)) : new Float32Array(sizeOfShape(shape));
      if (isStoredByRow(header)) {
        for (let index = 0; index < values.length; index++) values[index] = Number(valueAt(index));
        return values;
      }
      let index = 0;
      for (const position of positions(header)) values[index++] = Number(valueAt(position));
      return values;
    },
    ranges(columns) {
      const ranges = new ColumnRanges();
      let index = 0;
      for (const position of positions(header)) ranges.add(index++ % columns, valueAt(position));
      return ranges.all;
    },
    toExact: () => Array.from(positions(header), valueAt),
    exactAt(index) {
      let at = 0;
      for (const position of positions(header)) if (at++ === index) return valueAt(position);
      throw new RangeError(`there is no value ${index} among ${at}`);
    },
  };
}

/** What the length of a file follows from. */
interface DeclaredValues extends Pick<ArrayHeader, 'shape' | 'start'> {
  /** Bytes of one value. */
  readonly width: number;
}

/** @throws DatasetError FILE_DAMAGED where the file is longer or shorter than its header declares */
export function requireLength(bytes: Uint8Array, { shape, start, width }: DeclaredValues, source: SourceFile): void {
  const expected = start + sizeOfShape(shape) * width;
  if (bytes.length === expected) return;
  const sizes = shape.length === 0 ? '1' : shape.join(' × ');
  throw damaged(
    source,
    `its header declares ${sizes} values of ${width} byte${width === 1 ? '' : 's'}, ${expected} bytes in all, but it holds ${bytes.length}`,
  );
}

function isStoredByRow({ shape, order }: ArrayHeader): boolean {
  return order === 'C' || shape.length < 2;
}

/** Positions in the file of the values in row order; 0, 1, 2 … for an array that is stored by row. */
export function* positions(header: ArrayHeader): Generator<number, void> {
  const { shape } = header;
  const length = sizeOfShape(shape);
  if (isStoredByRow(header)) {
    for (let position = 0; position < length; position++) yield position;
    return;
  }
  // Column by column: the first index moves by 1, each next one by the product of the sizes before it.
  const axes = shape.map((size, dimension) => ({ size, stride: sizeOfShape(shape.slice(0, dimension)), index: 0 })).reverse();
  let position = 0;
  for (let count = 0; count < length; count++) {
    yield position;
    for (const axis of axes) {
      axis.index++;
      position += axis.stride;
      if (axis.index < axis.size) break;
      position -= axis.stride * axis.size;
      axis.index = 0;
    }
  }
}
