import { promisify } from 'node:util';
import { constants, crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { messageOf } from '@hourglass/presentation';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import type { DatasetError } from '../errors.ts';
import { damaged, maxFileBytes, type SourceFile } from '../source-file.ts';

/** Whether the bytes begin like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** A zip archive in memory. Messages call its files by `noun`: "its array …". */
export interface ZipArchive {
  readonly bytes: Uint8Array;
  readonly source: SourceFile;
  readonly noun: 'array' | 'file';
}

const inflate = promisify(inflateRaw);

/** The directory of an archive, in its order. @throws DatasetError FILE_DAMAGED */
export async function zipEntries({ bytes, source, noun }: ZipArchive): Promise<readonly Entry[]> {
  const open = promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer);
  try {
    const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: false });
    const entries: Entry[] = [];
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: Entry) => entries.push(entry));
      zip.once('end', resolve);
      zip.once('error', reject);
    });
    return entries;
  } catch (error) {
    throw damaged(source, `its list of ${noun}s can't be read (${messageOf(error)})`, { cause: error });
  }
}

/** The signature, then 22 bytes, then the lengths of name and extra field (PKWARE APPNOTE 4.3.7). */
const localHeaderBytes = 30;

/** Longer than any header, and short enough to be decompressed just for a message. */
const beginningBytes = 16_384;

/** The first bytes of a file of an archive. */
export function beginningOf(entry: Entry, archive: ZipArchive): Uint8Array {
  const stored = storedBytes(entry, archive).subarray(0, beginningBytes);
  if (entry.compressionMethod === 0) return stored;
  try {
    return inflateRawSync(stored, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    throw damagedEntry(entry, archive, `can't be decompressed (${messageOf(cause)})`, { cause });
  }
}

/** As the archive holds them, compressed or not. */
function storedBytes(entry: Entry, archive: ZipArchive): Uint8Array {
  const { bytes } = archive;
  const headerStart = entry.relativeOffsetOfLocalHeader;
  if (headerStart + localHeaderBytes > bytes.length) throw damagedEntry(entry, archive, 'begins behind the end of the file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = headerStart + localHeaderBytes + view.getUint16(headerStart + 26, true) + view.getUint16(headerStart + 28, true);
  return bytes.subarray(start, start + entry.compressedSize);
}

function damagedEntry({ fileName }: Entry, { source, noun }: ZipArchive, what: string, options?: ErrorOptions): DatasetError {
  return damaged(source, `its ${noun} ${JSON.stringify(fileName)} ${what}`, options);
}

/** A whole file of an archive, with its checksum checked. @throws DatasetError FILE_DAMAGED */
export async function contentOf(entry: Entry, archive: ZipArchive): Promise<Uint8Array> {
  const fail = (what: string, options?: ErrorOptions) => damagedEntry(entry, archive, what, options);
  if (entry.uncompressedSize > maxFileBytes) throw fail(`declares ${entry.uncompressedSize} bytes, more than ${maxFileBytes}`);
  const stored = storedBytes(entry, archive);
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
