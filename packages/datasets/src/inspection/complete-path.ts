import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const maxPaths = 50;
const dataFile = /\.(npy|npz|csv|tsv|txt|idx|gz)$|[.-]idx\d/i;

/** Folders, which end with a slash, and data files whose path begins with this text. Empty if the folder can't be read. */
export async function completePath(beginning: string): Promise<readonly string[]> {
  const isFolder = beginning.endsWith('/');
  const written = isFolder ? beginning : `${dirname(beginning)}/`.replace(/^\/\/$/, '/');
  const folder = written.startsWith('~/') ? join(homedir(), written.slice(2)) : written;
  if (!folder.startsWith('/')) return [];
  const name = isFolder ? '' : basename(beginning);
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.name.startsWith(name) && (name.startsWith('.') || !entry.name.startsWith('.')))
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink() || dataFile.test(entry.name))
    .map((entry) => `${written}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort()
    .slice(0, maxPaths);
}
