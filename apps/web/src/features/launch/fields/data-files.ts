import { type UploadedFile, uploadedFile } from '@hourglass/datasets/catalog';
import type { Json } from '@hourglass/sweeps';
import { isJsonObject } from '#lib/is-json-object.ts';

/** The files of a data set, by what they hold. */
export const fileRoles = [
  { role: 'train', title: 'samples', isLabels: false },
  { role: 'trainLabels', title: 'labels', isLabels: true },
  { role: 'test', title: 'test samples', isLabels: false },
  { role: 'testLabels', title: 'test labels', isLabels: true },
] as const;
export type FileRole = (typeof fileRoles)[number]['role'];

/** Paths by role, as a document has them. */
export type DataFiles = Readonly<Partial<Record<FileRole, string>>>;

/** The files of a document's data set: an object, a path alone, or a name, which has none. */
export function filesIn(data: Json | undefined): DataFiles {
  if (typeof data === 'string') return /[./]/.test(data) ? { train: data } : {};
  if (!isJsonObject(data)) return {};
  return Object.fromEntries(fileRoles.flatMap(({ role }) => (typeof data[role] === 'string' ? [[role, data[role]]] : [])));
}

/** The files with another path for a role, or without it. */
export function withFile(files: DataFiles, role: FileRole, path: string): DataFiles {
  const { [role]: _, ...others } = files;
  return path.trim() === '' ? others : { ...others, [role]: path.trim() };
}

export interface FileText {
  /** The path without the part. */
  readonly file: string;
  /** The array or column that the path names after `#`. */
  readonly part: string | null;
  readonly upload: UploadedFile | null;
}

/** Splits `digits.npz#x_train`. A `#` in other paths is a character like others. */
export function fileText(path: string): FileText {
  const [, file = path, part = null] = /^(.*\.(?:npz|csv|tsv|txt)(?:\.gz)?)#(.+)$/is.exec(path) ?? [];
  return { file, part, upload: uploadedFile(file) };
}

/** Whether a file may hold several arrays or columns. */
export function mayHaveParts(file: string): boolean {
  return /\.(npz|(csv|tsv|txt)(\.gz)?)$/i.test(file);
}
