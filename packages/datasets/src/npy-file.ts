import { DatasetError } from './errors.ts';
import { decodeNumbers, isNumberType, type NumberArray } from './number-array.ts';
import { damaged, type SourceFile } from './source-file.ts';

const magic = [0x93, ...Buffer.from('NUMPY')] as const;

/** NumPy itself refuses to read longer headers of files that it does not trust. */
const mostHeaderBytes = 10_000;

export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/**
 * NumPy's format, versions 1 to 3: magic, version, header length, then a Python dictionary such as
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 28, 28), }`, then the values.
 *
 * @throws DatasetError FILE_DAMAGED where header and file disagree, FORMAT_UNSUPPORTED for another order or type
 */
export function decodeNpy(bytes: Uint8Array, source: SourceFile): NumberArray {
  const { text, start } = readHeader(bytes, source);
  const description = /'descr':\s*(?:'([^']*)'|([^,}]*))/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const sizes = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (description === null || order === undefined || sizes === undefined) {
    throw damaged(source, "its header lacks 'descr', 'fortran_order' or 'shape'");
  }
  const [, byteOrder = '', type = ''] = /^([<>|=])(\w\d+)$/.exec(description[1] ?? '') ?? [];
  if (!isNumberType(type)) {
    throw unsupported(source, `holds values of type ${description[0].replace(/^'descr':\s*/, '')}`, 'astype(np.float32)');
  }
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (order === 'True' && shape.length > 1) throw unsupported(source, 'is stored column by column (Fortran order)', 'copy(order="C")');
  return decodeNumbers(bytes, { type, littleEndian: byteOrder !== '>', shape, start }, source);
}

function readHeader(bytes: Uint8Array, source: SourceFile): { readonly text: string; readonly start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengthBytes = bytes[6] === 1 ? 2 : 4;
  const textStart = 8 + lengthBytes;
  if (bytes.length < textStart) throw damaged(source, 'it ends within its header');
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > mostHeaderBytes) throw damaged(source, `it declares a header of ${length} bytes, more than ${mostHeaderBytes}`);
  const start = textStart + length;
  if (bytes.length < start) throw damaged(source, 'it ends within its header');
  return { text: Buffer.from(bytes.subarray(textStart, start)).toString('utf8'), start };
}

function unsupported({ field, path }: SourceFile, what: string, remedy: string): DatasetError {
  return new DatasetError(
    'FORMAT_UNSUPPORTED',
    `${field}: ${path} ${what}; numbers of 1 to 8 bytes, row by row, are allowed. Save it again with \`np.save(file, array.${remedy})\`.`,
  );
}
