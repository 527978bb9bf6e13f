import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '@hourglass/presentation';
import { otherFormat, type PictureFile, type PictureList, type PictureProblem, pictureKind } from './picture-file.ts';

/** Pictures below a folder, at any depth. Symbolic links are followed, except to folders that hold them. */
export async function folderPictures(root: string): Promise<PictureList> {
  const files: PictureFile[] = [];
  const problems: PictureProblem[] = [];

  async function walk(folders: readonly string[], ancestors: readonly string[]): Promise<void> {
    const folder = join(root, ...folders);
    for (const entry of await readdir(folder)) {
      const path = join(folder, entry);
      const name = [...folders, entry].join('/');
      const found = await stat(path).catch((error: unknown) => reasonOf(error));
      if (typeof found === 'string') {
        if (!entry.startsWith('.')) problems.push({ name, reason: found });
      } else if (found.isDirectory()) {
        if (entry.startsWith('.') || entry === '__MACOSX') continue;
        const real = await realpath(path);
        if (ancestors.includes(real)) problems.push({ name, reason: 'is a symbolic link to a folder that holds it' });
        else await walk([...folders, entry], [...ancestors, real]);
      } else {
        const kind = pictureKind(entry);
        if (kind === 'read') files.push({ name, folders, read: () => readFile(path) });
        if (kind === 'other') problems.push({ name, reason: otherFormat });
      }
    }
  }

  await walk([], [await realpath(root)]);
  return { files, problems };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ELOOP') return 'is a symbolic link that leads back to itself';
  if (code === 'ENOENT') return 'is a symbolic link to a file that does not exist';
  return `can't be read (${messageOf(error)})`;
}

/** Names, sizes and times of all pictures below a folder: changes when one of them does. */
export async function folderStamp(root: string): Promise<string> {
  const { files, problems } = await folderPictures(root);
  const stats = await Promise.all(
    files.map(async ({ name }) => {
      const { size, mtimeMs } = await stat(join(root, name));
      return `${name}:${size}@${mtimeMs}`;
    }),
  );
  return [...stats, ...problems.map(({ name }) => name)].sort().join(' ');
}
