import { messageOf } from '@hourglass/presentation';
import { damaged, type SourceFile } from '../source-file.ts';
import { type PythonLiteral, parsePythonLiteral } from './python-literal.ts';

const magic = [0x93, ...Buffer.from('NUMPY')] as const;

/** NumPy itself refuses to read longer headers of files that it does not trust. */
const maxHeaderBytes = 10_000;

export interface NpyHeader {
  /** NumPy's description of an element, for example `<f4`, or null for a structured one. */
  readonly description: string | null;
  readonly order: 'C' | 'Fortran';
  readonly shape: readonly number[];
  /** Bytes before the first value. */
  readonly start: number;
}

export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/**
 * NumPy's format, versions 1 to 3: magic, version, header length, then a Python dictionary such as
 * `{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 28, 28), }`, then the values
 * (numpy.lib.format).
 *
 * @throws DatasetError FILE_DAMAGED
 */
export function readNpyHeader(bytes: Uint8Array, source: SourceFile): NpyHeader {
  const { text, start } = headerText(bytes, source);
  const fail = (what: string): never => {
    throw damaged(source, `its header ${what}`);
  };
  let header: PythonLiteral;
  try {
    header = parsePythonLiteral(text);
  } catch (error) {
    throw damaged(source, `its header is no Python dictionary (${messageOf(error)})`, { cause: error });
  }
  if (!(header instanceof Map)) return fail('is no Python dictionary');
  const description = header.get('descr');
  const order = header.get('fortran_order');
  const shape = header.get('shape');
  if (description === undefined || order === undefined || shape === undefined) {
    return fail("lacks 'descr', 'fortran_order' or 'shape'");
  }
  if (typeof order !== 'boolean') return fail("has a 'fortran_order' that is neither True nor False");
  if (!Array.isArray(shape)) return fail("has a 'shape' that is no tuple");
  return {
    description: typeof description === 'string' ? description : null,
    order: order ? 'Fortran' : 'C',
    shape: shape.map((size) => {
      const number = typeof size === 'bigint' ? Number(size) : Number.NaN;
      return Number.isSafeInteger(number) && number >= 0 ? number : fail(`has a 'shape' with ${size}`);
    }),
    start,
  };
}

function headerText(bytes: Uint8Array, source: SourceFile): { readonly text: string; readonly start: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  const lengthBytes = version === 1 ? 2 : 4;
  const textStart = 8 + lengthBytes;
  if (bytes.length < textStart) throw damaged(source, 'it ends within its header');
  if (version === undefined || version < 1 || version > 3) {
    throw damaged(source, `it is of version ${version} of the .npy format, which has the versions 1, 2 and 3`);
  }
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > maxHeaderBytes) throw damaged(source, `it declares a header of ${length} bytes, more than ${maxHeaderBytes}`);
  const start = textStart + length;
  if (bytes.length < start) throw damaged(source, 'it ends within its header');
  return { text: Buffer.from(bytes.subarray(textStart, start)).toString(version === 3 ? 'utf8' : 'latin1'), start };
}
