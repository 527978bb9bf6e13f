import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';

const manifestName = 'files.json';
const fileSizes = z.record(z.string(), z.number());

/** Writes down the size of every file below the folder, so that a damaged one is noticed. The last thing done to a staging folder. */
export async function writeManifest(folder: string): Promise<void> {
  const sizes: Record<string, number> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    sizes[relative(folder, path)] = (await stat(path)).size;
  }
  await writeFile(join(folder, manifestName), `${JSON.stringify(sizes, null, 1)}\n`, { flush: true });
}

/** Whether the folder is there with every file that its manifest names, at its size. */
export async function matchesManifest(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch(() => null);
  if (text === null) return false;
  for (const [path, size] of Object.entries(fileSizes.parse(JSON.parse(text)))) {
    const file = await stat(join(folder, path)).catch(() => null);
    if (file?.size !== size) return false;
  }
  return true;
}
