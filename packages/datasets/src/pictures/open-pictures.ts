import { open, stat } from 'node:fs/promises';
import { isZip } from '../formats/zip-file.ts';
import { locationOf, readBytes, type SourceFile } from '../source-file.ts';
import { folderPictures } from './folder-pictures.ts';
import type { PictureList } from './picture-file.ts';
import { zipPictures } from './zip-pictures.ts';

/** The pictures of a source that is a folder or an archive of them, those of its first folder `part` if it names one; null for other files. */
export async function openPictures(source: SourceFile): Promise<PictureList | null> {
  if (source.pictures === undefined) return null;
  const list = await listOf(source);
  const { part } = source;
  return list === null || part === undefined ? list : withinFolder(list, part);
}

async function listOf(source: SourceFile): Promise<PictureList | null> {
  if (await isFolder(source)) return folderPictures(locationOf(source));
  if (/\.npz(\.gz)?$/i.test(source.path) || !(await beginsLikeZip(source))) return null;
  return zipPictures({ bytes: await readBytes(source), source, noun: 'file' });
}

/** False where there is nothing, which reading reports. */
export async function isFolder(source: SourceFile): Promise<boolean> {
  return source.location !== null && isOfKind(source, 'isDirectory');
}

function isOfKind(source: SourceFile, kind: 'isDirectory' | 'isFile'): Promise<boolean> {
  return stat(locationOf(source)).then(
    (stats) => stats[kind](),
    () => false,
  );
}

async function beginsLikeZip(source: SourceFile): Promise<boolean> {
  // Opening a pipe would wait for its writer.
  if (source.location === null || !(await isOfKind(source, 'isFile'))) return false;
  const file = await open(locationOf(source)).catch(() => null);
  if (file === null) return false;
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return isZip(buffer);
  } finally {
    await file.close();
  }
}

function withinFolder({ files, problems }: PictureList, folder: string): PictureList {
  return {
    files: files.filter(({ folders }) => folders[0] === folder).map((file) => ({ ...file, folders: file.folders.slice(1) })),
    problems: problems.filter(({ name }) => name.startsWith(`${folder}/`)),
  };
}

/** Folders of a list that are the parts of a data set. */
export const partFolders = { train: 'train', test: 'test' } as const;

/** Whether every picture lies in one of two folders, `train` and `test`. */
export function hasPartFolders({ files }: PictureList): boolean {
  const first = new Set(files.map(({ folders }) => folders[0]));
  return first.size === 2 && first.has(partFolders.train) && first.has(partFolders.test);
}
