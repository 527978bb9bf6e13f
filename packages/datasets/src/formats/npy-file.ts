import { DatasetError } from '../errors.ts';
import { type NumpyChange, numpyLine } from '../remedies/python.ts';
import { damaged, type SourceFile } from '../source-file.ts';
import { type ArrayHeader, decodeNumbers, positions, requireLength } from './binary-array.ts';
import { isNumberType, type NumberType } from './element-types.ts';
import type { FileArray, TextArray } from './file-array.ts';
import { type NpyHeader, readNpyHeader } from './npy-header.ts';

export { isNpy } from './npy-header.ts';

/** Names that `np.dtype` takes, beside a letter and a size. */
const typesByName: Readonly<Record<string, NumberType>> = {
  // Letters of C's types, of the sizes that they have where NumPy writes files: https://numpy.org/doc/stable/reference/arrays.scalars.html
  ...{ '?': 'b1', b: 'i1', B: 'u1', h: 'i2', H: 'u2', i: 'i4', I: 'u4', l: 'i8', L: 'u8', q: 'i8', Q: 'u8', p: 'i8', P: 'u8' },
  ...{ e: 'f2', f: 'f4', d: 'f8', float: 'f8', int: 'i8', uint: 'u8', bool_: 'b1', byte: 'i1', ubyte: 'u1', short: 'i2', ushort: 'u2' },
  ...{ intc: 'i4', uintc: 'u4', int_: 'i8', longlong: 'i8', ulonglong: 'u8', intp: 'i8', uintp: 'u8' },
  bool: 'b1',
  half: 'f2',
  single: 'f4',
  double: 'f8',
  ...Object.fromEntries(
    [8, 16, 32, 64].flatMap((bits) => [
      [`int${bits}`, `i${bits / 8}`],
      [`uint${bits}`, `u${bits / 8}`],
      [`float${bits}`, `f${bits / 8}`],
    ]),
  ),
};

/**
 * An `.npy` file: numbers of 1 to 8 bytes or texts of fixed width, in either memory order and byte order.
 *
 * @throws DatasetError FILE_DAMAGED where header and file disagree, FORMAT_UNSUPPORTED for another type
 */
export function decodeNpy(bytes: Uint8Array, source: SourceFile): FileArray {
  const header = readNpyHeader(bytes, source);
  const [, byteOrder = '', name = ''] = /^([<>|=]?)(.*)$/s.exec(header.description ?? '') ?? [];
  const layout = { ...header, littleEndian: byteOrder !== '>' };
  const type = Object.hasOwn(typesByName, name) ? typesByName[name] : name;
  if (type !== undefined && isNumberType(type)) return decodeNumbers(bytes, { ...layout, type }, source);
  const text = /^([US])(\d+)$/.exec(name);
  if (text?.[2] === '0') throw damaged(source, 'its header declares texts without characters');
  if (text !== null) return decodeTexts(bytes, { ...layout, isUnicode: text[1] === 'U', width: Number(text[2]) }, source);
  throw unsupported(header, source);
}

interface TextsHeader extends ArrayHeader {
  /** Four bytes a character (UTF-32), else one. */
  readonly isUnicode: boolean;
  /** Characters of each text; shorter ones end with zeros. */
  readonly width: number;
}

function decodeTexts(bytes: Uint8Array, header: TextsHeader, source: SourceFile): TextArray {
  const { isUnicode, width } = header;
  const bytesOfOne = width * (isUnicode ? 4 : 1);
  requireLength(bytes, { ...header, width: bytesOfOne }, source);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const textAt = (position: number) => {
    const start = header.start + position * bytesOfOne;
    if (!isUnicode)
      return Buffer.from(bytes.subarray(start, start + bytesOfOne))
        .toString('utf8')
        .replace(/\0+$/, '');
    let text = '';
    for (let index = 0; index < width; index++) {
      const point = view.getUint32(start + 4 * index, header.littleEndian);
      if (point > 0x10ffff) throw damaged(source, `it holds the character ${point}, which Unicode does not have`);
      text += String.fromCodePoint(point);
    }
    return text.replace(/\0+$/, '');
  };
  return { kind: 'text', shape: header.shape, texts: Array.from(positions(header), textAt) };
}

function unsupported({ description, shape }: NpyHeader, source: SourceFile): DatasetError {
  const { what, ...change } = refusalOf({ description, shape }, source);
  return new DatasetError(
    'FORMAT_UNSUPPORTED',
    `${source.field}: ${source.path} ${what}; whole numbers, floating-point numbers of 2 to 8 bytes and texts are read. ${numpyLine(source, change)}`,
  );
}

/** Python for samples: None becomes NaN, and rows with it are left out; arrays of several lengths are cut to the shortest. */
function numbersOfObjects(shape: readonly number[]): string {
  const rows =
    shape.length === 2
      ? '(lambda b: b[:, ~np.isnan(b).all(axis=0)])(a.astype(np.float32))'
      : shape.length > 2
        ? 'a.astype(np.float32)'
        : '(lambda r: np.stack([v[: min(map(len, r))] for v in r]))([np.atleast_1d(np.asarray(v, np.float32)) for v in a])';
  return `(lambda b: b[np.isfinite(b).reshape(len(b), -1).all(axis=1)])(${rows})`;
}

interface Refusal extends NumpyChange {
  /** What the file holds: follows its path in the message. */
  readonly what: string;
}

function refusalOf({ description, shape }: Pick<NpyHeader, 'description' | 'shape'>, { field }: SourceFile): Refusal {
  if (description === null) {
    return {
      what: 'holds records with several fields',
      before: 'import numpy.lib.recfunctions as r; ',
      change: 'r.structured_to_unstructured(a).astype(np.float32)',
    };
  }
  switch (description.replace(/^[<>|=]/, '').charAt(0)) {
    case 'O':
      return {
        what: 'holds Python objects, which are not read because reading them runs code',
        load: ', allow_pickle=True',
        change: field.endsWith('Labels') ? 'np.array([str(v) for v in a.ravel()])' : numbersOfObjects(shape),
      };
    case 'c':
      return { what: `holds complex numbers (${description})`, change: 'np.abs(a).astype(np.float32)' };
    case 'M':
    case 'm':
      return { what: `holds dates or durations (${description})`, change: 'a.astype(np.int64)' };
    case 'V':
      return { what: `holds bytes without a type (${description})`, change: 'a.view(np.uint8)' };
    default:
      return { what: `holds values of type ${description}`, change: 'a.astype(np.float64)' };
  }
}
