/*
 * Files that were uploaded to a home. A reference names one by its content, `upload:3f2a91c04b7d5e66/digits.npy`, so that it means the same file in
 * any folder and after the home was moved. Browser-safe.
 */

/** A file that was uploaded to a home. */
export interface UploadedFile {
  /** The first 16 hex digits of the SHA-256 of its bytes. */
  readonly id: string;
  /** The name that it had where it was uploaded from. Its content alone identifies it. */
  readonly name: string;
}

/** Finds the path of an uploaded file by its id; null if the home does not hold it. */
export type LocateUpload = (id: string) => string | null;

const prefix = 'upload:';
const idLength = 16;
const reference = new RegExp(`^${prefix}(?<id>[0-9a-f]{${idLength}})/(?<name>[^/]+)$`);

export function isUploadText(path: string): boolean {
  return path.startsWith(prefix);
}

/** The file that a path of a data set refers to; null for a path on the machine, and for a malformed reference. */
export function uploadedFile(path: string): UploadedFile | null {
  const { id, name } = reference.exec(path)?.groups ?? {};
  return id === undefined || name === undefined ? null : { id, name };
}

const maxNameCharacters = 200;
/** Separators of folders and of parts (`#`), control characters, and those that change the direction of the text after them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are replaced
const replaced = /[/\\#\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * The reference of an uploaded file.
 *
 * @param sha256 of its bytes, in hex
 * @param name as its owner calls it, in any script; characters that a reference can't hold become `_`
 */
export function uploadReference(sha256: string, name: string): string {
  const safe = [...name.normalize('NFC').toWellFormed().replace(replaced, '_')];
  // Keeps the end of a long name, which has the format.
  const kept = safe.slice(-maxNameCharacters).join('').trim();
  return `${prefix}${sha256.slice(0, idLength)}/${kept === '' ? 'file' : kept}`;
}
