import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { open, type ZipFile } from 'yauzl';
import { DatasetError } from '../errors.ts';
import { openTable } from '../formats/table-file.ts';
import { locationOf, type SourceFile } from '../source-file.ts';
import { splitPart } from '../sources.ts';
import { type LocateUpload, uploadedFile } from '../upload-reference.ts';

/** Number of bytes at the beginning of a table that hold its first rows. */
const beginningBytes = 2 ** 18;

/**
 * The arrays of an `.npz` file or the columns of a table, for a person who chooses one: `FILE#part`. Reads the directory or the first rows alone. Empty
 * for other files, and for those that can't be read, which reading the data set reports.
 *
 * @param path absolute, or of an uploaded file; a part that it names is ignored
 */
export async function listParts(path: string, locateUpload: LocateUpload): Promise<readonly string[]> {
  const { path: whole } = splitPart(path);
  const upload = uploadedFile(whole);
  const source = { field: 'dataset', path: whole, remedy: '', ...(upload === null ? {} : { location: locateUpload(upload.id) }) };
  try {
    if (/\.npz$/i.test(whole)) return await arrayNames(locationOf(source));
    if (/\.(csv|tsv|txt)(\.gz)?$/i.test(whole)) return openTable(await firstRows(source), source).names;
  } catch (error) {
    const isUnreadable =
      error instanceof DatasetError ||
      (error instanceof Error && ('code' in error || /zip|central directory|signature/i.test(error.message)));
    if (!isUnreadable) throw error;
  }
  return [];
}

async function arrayNames(path: string): Promise<readonly string[]> {
  const zip = await promisify<string, { lazyEntries: boolean }, ZipFile>(open)(path, { lazyEntries: false });
  const names: string[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', ({ fileName }) => {
      if (fileName.endsWith('.npy')) names.push(fileName.slice(0, -4));
    });
    zip.once('end', resolve);
    zip.once('error', reject);
  });
  return names;
}

/** Whole lines. */
async function firstRows(source: SourceFile): Promise<Uint8Array> {
  const file = createReadStream(locationOf(source));
  const pieces: Buffer[] = [];
  let length = 0;
  const stream = /\.gz$/i.test(source.path) ? file.pipe(createGunzip()) : file;
  file.once('error', (error) => stream.destroy(error));
  for await (const piece of stream) {
    pieces.push(piece);
    length += piece.length;
    if (length >= beginningBytes) break;
  }
  file.destroy();
  const bytes = Buffer.concat(pieces);
  return length < beginningBytes ? bytes : bytes.subarray(0, bytes.lastIndexOf('\n') + 1);
}
