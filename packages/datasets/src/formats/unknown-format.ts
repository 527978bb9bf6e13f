import { DatasetError } from '../errors.ts';
import { pythonText } from '../remedies/python.ts';
import { afterChange, ownPath, type SourceFile } from '../source-file.ts';

/** File formats that are not read: their first bytes as Latin-1, what a message calls them, and Python that saves their numbers. */
const known: readonly { readonly begins: RegExp; readonly what: string; readonly python: ((file: string) => string) | null }[] = [
  {
    begins: /^PAR1[^,;\t\r\n]/,
    what: 'a Parquet file',
    python: (file) =>
      `import numpy as np, pandas as pd; np.save("samples.npy", pd.read_parquet(${file}).select_dtypes("number").to_numpy("float32"))`,
  },
  { begins: /^\x89HDF\r\n/, what: 'an HDF5 file', python: null },
  { begins: /^MATLAB 5/, what: 'a MATLAB file', python: null },
  { begins: /^\x80[^ -\uffff]/, what: 'a Python pickle, which is not read because reading it runs code', python: null },
  { begins: /^(\x89PNG|\xff\xd8\xff|GIF8[79]a)/, what: 'a picture', python: null },
  { begins: /^%PDF/, what: 'a PDF', python: null },
  { begins: /^\s*[[{]/, what: 'JSON', python: null },
];

const allowed = 'Give the path of an .npy, .npz, IDX or CSV file with its values: np.save("samples.npy", values) writes one in Python.';

/** Refuses files of known other formats by name, which would be read as a table otherwise. @throws DatasetError FORMAT_UNSUPPORTED */
export function requireTable(bytes: Uint8Array, source: SourceFile): void {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const format = known.find(({ begins }) => begins.test(start));
  if (format === undefined) return;
  const python = format.python?.(pythonText(ownPath(source)));
  throw new DatasetError(
    'FORMAT_UNSUPPORTED',
    `${source.field}: ${source.path} is ${format.what}; .npy, .npz, IDX and tables of text are read. ` +
      (python === undefined ? allowed : `Convert it, and give the path of samples.npy. In Python: ${python}`),
  );
}

/** Why bytes that are no UTF-8 are no table, with Python that writes them in UTF-8 if they are text. */
export function undecodable(bytes: Uint8Array, source: SourceFile): DatasetError {
  const [what, encoding] = encodingOf(bytes) ?? [];
  if (what === undefined || encoding === undefined) {
    return new DatasetError(
      'FORMAT_UNSUPPORTED',
      `${source.field}: ${source.path} begins with the bytes ${Buffer.from(bytes.subarray(0, 4)).toString('hex')}, which is neither .npy, .npz, IDX nor a table in UTF-8. ${source.remedy}`,
    );
  }
  const file = pythonText(ownPath(source));
  return new DatasetError(
    'FORMAT_UNSUPPORTED',
    `${source.field}: ${source.path} is ${what}; tables are read in UTF-8. In Python: import pathlib; p = pathlib.Path(${file}); ` +
      `p.write_text(p.read_text(encoding="${encoding}"), encoding="utf-8")${afterChange(source)}`,
  );
}

/** What a text is and how Python calls its encoding; null for bytes that are no text. */
function encodingOf(bytes: Uint8Array): readonly [what: string, encoding: string] | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return ['in UTF-16 (little-endian)', 'utf-16'];
  if (first === 0xfe && second === 0xff) return ['in UTF-16 (big-endian)', 'utf-16'];
  const isControl = (byte: number) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
  if (bytes.some(isControl)) return null;
  const index = bytes.findIndex((byte) => byte > 0x7f);
  const line = bytes.subarray(0, index).filter((byte) => byte === 0x0a).length + 1;
  const byte = bytes[index];
  return byte === undefined
    ? null
    : [`a text that is not in UTF-8 (byte 0x${byte.toString(16)} in line ${line}), probably in Latin-1`, 'latin-1'];
}
