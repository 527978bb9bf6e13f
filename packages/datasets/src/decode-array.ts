import { DatasetError } from './errors.ts';
import { decodeIdx, isIdx } from './idx-file.ts';
import { decodeNpy, isNpy } from './npy-file.ts';
import type { NumberArray } from './number-array.ts';
import type { SourceFile } from './source-file.ts';

/** The array in a file's bytes; the bytes tell the format, whatever the file is called. */
export function decodeArray(bytes: Uint8Array, source: SourceFile): NumberArray {
  if (isNpy(bytes)) return decodeNpy(bytes, source);
  if (isIdx(bytes)) return decodeIdx(bytes, source);
  const beginning = bytes.length === 0 ? 'is empty' : `begins with the bytes ${Buffer.from(bytes.subarray(0, 4)).toString('hex')}`;
  throw new DatasetError(
    'FORMAT_UNSUPPORTED',
    `${source.field}: ${source.path} ${beginning}, which is neither IDX nor .npy. ${source.remedy}`,
  );
}
