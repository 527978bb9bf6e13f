import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageOf } from '@hourglass/presentation';
import { DatasetError } from './errors.ts';
import type { PictureOptions } from './options.ts';
import { isUploadText, uploadedFile } from './upload-reference.ts';

/** A file to read, with the facts that its error messages need. */
export interface SourceFile {
  /** The field that asked for it, for example `dataset.train`. */
  readonly field: string;
  /** As the reference names it: an absolute path, or `upload:ID/NAME`. */
  readonly path: string;
  /** Path of an uploaded file in the home; null if the home does not hold it. Absent for other files. */
  readonly location?: string | null;
  /** The named array of an `.npz` file or column of a table: `x_train` in `digits.npz#x_train`; or the first folder of pictures. Absent if none is named. */
  readonly part?: string;
  /** How it is read where it is a folder or an archive of pictures. Absent where pictures are not taken. */
  readonly pictures?: PictureOptions;
  /** What to do where it is missing or damaged: a sentence. */
  readonly remedy: string;
  /** SHA-256 of its bytes, decompressed, where they are known beforehand. */
  readonly sha256?: string;
}

/** Path of the bytes of a file. @throws DatasetError FILE_MISSING for an uploaded file that the home does not hold */
export function locationOf({ field, path, location }: SourceFile): string {
  if (location !== null) return location ?? path;
  throw new DatasetError(
    'FILE_MISSING',
    `${field}: ${path} is not in this home. Upload the file in the form of a new sweep, or give its path.`,
  );
}

/** An array of an `.npz` file as a separate source, for messages about it. */
export function partOf(source: SourceFile, name: string): SourceFile {
  return { ...source, path: `${source.path}#${name}`, part: name };
}

/** How the owner of a file calls it in Python: an uploaded file has its name alone, because only the owner knows its folder. */
export function ownPath({ path }: SourceFile): string {
  return uploadedFile(path)?.name ?? path;
}

/** What follows a change of the file: nothing, or a sentence for one that was uploaded. */
export function afterChange({ path }: SourceFile): string {
  return isUploadText(path) ? '. Then upload it again' : '';
}

/** Samples stay in memory, so larger files and arrays could not be trained on. */
export const maxFileBytes = 2 ** 31 - 1;

/** Size and time of a file. @throws DatasetError FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE */
export async function fileStats(source: SourceFile): Promise<Stats> {
  const { field, path, remedy } = source;
  const stats = await stat(locationOf(source)).catch((error: unknown) => {
    throw unreadable(source, error);
  });
  if (!stats.isFile()) throw new DatasetError('FILE_UNREADABLE', `${field}: ${path} is not a file. ${remedy}`);
  if (stats.size > maxFileBytes) throw tooLarge(source, `holds ${stats.size} bytes`);
  return stats;
}

/** The whole file, decompressed where it is gzipped. @throws DatasetError as `fileStats`, and FILE_DAMAGED */
export async function readBytes(source: SourceFile): Promise<Uint8Array> {
  await fileStats(source);
  const bytes = await readFile(locationOf(source)).catch((error: unknown) => {
    throw unreadable(source, error);
  });
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const content = isGzip ? await decompress(bytes, source) : bytes;
  requireKnownBytes(content, source);
  return content;
}

function requireKnownBytes(content: Uint8Array, source: SourceFile): void {
  if (source.sha256 === undefined) return;
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== source.sha256) {
    throw damaged(source, `its SHA-256 is ${sha256} (${content.length} bytes), but ${source.sha256} was expected`);
  }
}

const gunzipAsync = promisify(gunzip);

async function decompress(bytes: Uint8Array, source: SourceFile): Promise<Uint8Array> {
  try {
    return await gunzipAsync(bytes, { maxOutputLength: maxFileBytes });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(source, 'holds more than that when decompressed');
    throw damaged(source, `it is gzipped, but decompressing fails (${messageOf(error)})`, { cause: error });
  }
}

export function damaged({ field, path, remedy }: SourceFile, what: string, options?: ErrorOptions): DatasetError {
  return new DatasetError('FILE_DAMAGED', `${field}: ${path} is damaged: ${what}. ${remedy}`, options);
}

function tooLarge({ field, path }: SourceFile, what: string): DatasetError {
  return new DatasetError('FILE_TOO_LARGE', `${field}: ${path} ${what}; at most ${maxFileBytes} bytes are allowed. Give fewer samples.`);
}

function unreadable({ field, path, remedy }: SourceFile, cause: unknown): DatasetError {
  if (codeOf(cause) === 'ENOENT') return new DatasetError('FILE_MISSING', `${field}: ${path} does not exist. ${remedy}`, { cause });
  return new DatasetError('FILE_UNREADABLE', `${field}: ${path} can't be read (${messageOf(cause)}). ${remedy}`, { cause });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
