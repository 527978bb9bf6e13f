import { contentOf, type ZipArchive, zipEntries } from '../formats/zip-file.ts';
import { otherFormat, type PictureFile, type PictureList, type PictureProblem, pictureKind } from './picture-file.ts';

/** Pictures of an archive; null for an archive of arrays. A folder that holds everything is left out of their paths. */
export async function zipPictures(archive: ZipArchive): Promise<PictureList | null> {
  const entries = (await zipEntries(archive)).map((entry) => ({ entry, path: entry.fileName.split('/') }));
  if (entries.some(({ entry }) => entry.fileName.endsWith('.npy'))) return null;
  const pictures = entries.flatMap(({ entry, path }) => {
    const kind = pictureKind(path.at(-1) ?? '');
    const isHidden = path.some((folder) => folder === '__MACOSX' || folder.startsWith('.'));
    return kind === null || isHidden ? [] : [{ entry, path, kind }];
  });
  if (pictures.length === 0) return null;
  const [first] = pictures;
  const isWrapped = pictures.every(({ path }) => path.length > 1 && path[0] === first?.path[0]);
  const files: PictureFile[] = [];
  const problems: PictureProblem[] = [];
  for (const { entry, path, kind } of pictures) {
    const own = isWrapped ? path.slice(1) : path;
    const name = own.join('/');
    if (kind === 'other') problems.push({ name, reason: otherFormat });
    else files.push({ name, folders: own.slice(0, -1), read: () => contentOf(entry, archive) });
  }
  return { files, problems };
}
