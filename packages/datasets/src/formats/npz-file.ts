import { DatasetError } from '../errors.ts';
import { partOf, type SourceFile } from '../source-file.ts';
import type { FileArray } from './file-array.ts';
import { decodeNpy } from './npy-file.ts';
import { readNpyHeader } from './npy-header.ts';
import { beginningOf, contentOf, type ZipArchive, zipEntries } from './zip-file.ts';

/** An `.npz` file: named arrays, each an `.npy` file in a zip archive. */
export interface NpzFile {
  /** Names of the arrays in the order of the file, without `.npy`. */
  readonly names: readonly string[];
  /** @throws DatasetError FILE_DAMAGED, FORMAT_UNSUPPORTED, PART_MISSING where the array is not there */
  read(name: string): Promise<FileArray>;
  /** Describes the arrays, so that the user can choose one: `x_train [60000, 28, 28] |u1, y_train [60000] |u1`. */
  describe(): string;
}

/** @throws DatasetError FILE_DAMAGED */
export async function openNpz(bytes: Uint8Array, source: SourceFile): Promise<NpzFile> {
  const archive: ZipArchive = { bytes, source, noun: 'array' };
  const arrays = (await zipEntries(archive)).filter(({ fileName }) => fileName.endsWith('.npy'));
  const entries = new Map(arrays.map((entry) => [entry.fileName.slice(0, -4), entry]));
  const npyBytes = async (name: string) => {
    const entry = entries.get(name);
    if (entry === undefined) {
      throw new DatasetError(
        'PART_MISSING',
        `${source.field}: ${source.path} has no array called ${JSON.stringify(name)}; it holds ${[...entries.keys()].join(', ')}.`,
      );
    }
    return contentOf(entry, archive);
  };
  return {
    names: [...entries.keys()],
    read: async (name) => decodeNpy(await npyBytes(name), partOf(source, name)),
    describe() {
      const lines = [...entries].map(([name, entry]) => {
        const { shape, description } = readNpyHeader(beginningOf(entry, archive), partOf(source, name));
        return `${name} [${shape.join(', ')}] ${description ?? 'records'}`;
      });
      return lines.join(', ');
    },
  };
}
