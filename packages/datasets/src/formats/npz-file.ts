import { promisify } from 'node:util';
import { constants, crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { messageOf } from '@hourglass/presentation';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { DatasetError } from '../errors.ts';
import { damaged, maxFileBytes, partOf, type SourceFile } from '../source-file.ts';
import type { FileArray } from './file-array.ts';
import { decodeNpy } from './npy-file.ts';
import { readNpyHeader } from './npy-header.ts';

/** Whether the bytes begin like a zip archive, which an `.npz` file is. */
export function isNpz(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** An `.npz` file: named arrays, each an `.npy` file in a zip archive. */
export interface NpzFile {
  /** Names of the arrays in the order of the file, without `.npy`. */
  readonly names: readonly string[];
  /** @throws DatasetError FILE_DAMAGED, FORMAT_UNSUPPORTED, PART_MISSING where the array is not there */
  read(name: string): Promise<FileArray>;
  /** Describes the arrays, so that the user can choose one: `x_train [60000, 28, 28] |u1, y_train [60000] |u1`. */
  describe(): string;
}

const inflate = promisify(inflateRaw);

/** @throws DatasetError FILE_DAMAGED */
export async function openNpz(bytes: Uint8Array, source: SourceFile): Promise<NpzFile> {
  const entries = await entriesOf(bytes, source);
  const npyBytes = async (name: string) => {
    const entry = entries.get(name);
    if (entry === undefined) {
      throw new DatasetError(
        'PART_MISSING',
        `${source.field}: ${source.path} has no array called ${JSON.stringify(name)}; it holds ${[...entries.keys()].join(', ')}.`,
      );
    }
    return contentOf(entry, bytes, source);
  };
  return {
    names: [...entries.keys()],
    read: async (name) => decodeNpy(await npyBytes(name), partOf(source, name)),
    describe() {
      const lines = [...entries].map(([name, entry]) => {
        const { shape, description } = readNpyHeader(beginningOf(entry, bytes, source), partOf(source, name));
        return `${name} [${shape.join(', ')}] ${description ?? 'records'}`;
      });
      return lines.join(', ');
    },
  };
}

async function entriesOf(bytes: Uint8Array, source: SourceFile): Promise<ReadonlyMap<string, Entry>> {
  const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer);
  try {
    const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: false });
    const entries = new Map<string, Entry>();
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => {
        if (entry.fileName.endsWith('.npy')) entries.set(entry.fileName.slice(0, -4), entry);
      });
      zip.once('end', resolve);
      zip.once('error', reject);
    });
    return entries;
  } catch (error) {
    throw damaged(source, `its list of arrays can't be read (${messageOf(error)})`, { cause: error });
  }
}

/** The signature, then 22 bytes, then the lengths of name and extra field (PKWARE APPNOTE 4.3.7). */
const localHeaderBytes = 30;

/** Longer than any header, and short enough to be decompressed just for a message. */
const beginningBytes = 16_384;

function beginningOf(entry: Entry, bytes: Uint8Array, source: SourceFile): Uint8Array {
  const stored = storedBytes(entry, bytes, source).subarray(0, beginningBytes);
  if (entry.compressionMethod === 0) return stored;
  try {
    return inflateRawSync(stored, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    throw damagedEntry(entry, source, `can't be decompressed (${messageOf(cause)})`, { cause });
  }
}

/** As the archive holds them, compressed or not. */
function storedBytes(entry: Entry, bytes: Uint8Array, source: SourceFile): Uint8Array {
  const headerStart = entry.relativeOffsetOfLocalHeader;
  if (headerStart + localHeaderBytes > bytes.length) throw damagedEntry(entry, source, 'begins behind the end of the file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = headerStart + localHeaderBytes + view.getUint16(headerStart + 26, true) + view.getUint16(headerStart + 28, true);
  return bytes.subarray(start, start + entry.compressedSize);
}

function damagedEntry({ fileName }: Entry, source: SourceFile, what: string, options?: ErrorOptions): DatasetError {
  return damaged(source, `its array ${JSON.stringify(fileName)} ${what}`, options);
}

async function contentOf(entry: Entry, bytes: Uint8Array, source: SourceFile): Promise<Uint8Array> {
  const fail = (what: string, options?: ErrorOptions) => damagedEntry(entry, source, what, options);
  if (entry.uncompressedSize > maxFileBytes) throw fail(`declares ${entry.uncompressedSize} bytes, more than ${maxFileBytes}`);
  const stored = storedBytes(entry, bytes, source);
  let content: Uint8Array;
  if (entry.compressionMethod === 0) content = stored;
  else if (entry.compressionMethod === 8) {
    content = await inflate(stored, { maxOutputLength: entry.uncompressedSize || 1 }).catch((cause: unknown) => {
      throw fail(`can't be decompressed (${messageOf(cause)})`, { cause });
    });
  } else throw fail(`is compressed by method ${entry.compressionMethod}; np.savez and np.savez_compressed use 0 and 8`);
  if (content.length !== entry.uncompressedSize || crc32(content) !== entry.crc32)
    throw fail('does not have the checksum that the file declares');
  return content;
}
