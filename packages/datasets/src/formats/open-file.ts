import { DatasetError } from '../errors.ts';
import type { SourceFile } from '../source-file.ts';
import type { FileArray } from './file-array.ts';
import { decodeIdx, isIdx } from './idx-file.ts';
import { decodeNpy, isNpy } from './npy-file.ts';
import { openNpz } from './npz-file.ts';
import { openTable, type TableFile } from './table-file.ts';
import { isZip } from './zip-file.ts';

/** A file whose format is detected from its bytes, not from its name. */
export type OpenedFile =
  | { readonly kind: 'array'; readonly array: FileArray }
  | ({ readonly kind: 'arrays' } & Awaited<ReturnType<typeof openNpz>>)
  | ({ readonly kind: 'table' } & TableFile);

/** @throws DatasetError FORMAT_UNSUPPORTED, FILE_DAMAGED, PART_MISSING where a part is named and the file has none */
export async function openFile(bytes: Uint8Array, source: SourceFile): Promise<OpenedFile> {
  if (isZip(bytes)) return { kind: 'arrays', ...(await openNpz(bytes, source)) };
  const isArray = isNpy(bytes) || isIdx(bytes);
  if (!isArray) return { kind: 'table', ...openTable(bytes, source) };
  if (source.part !== undefined) {
    throw new DatasetError('PART_MISSING', `${source.field}: ${source.path} holds one array without a name; leave out #${source.part}.`);
  }
  return { kind: 'array', array: isNpy(bytes) ? decodeNpy(bytes, source) : decodeIdx(bytes, source) };
}
