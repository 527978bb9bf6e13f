import { readdir, readFile } from 'node:fs/promises';
import { parseProportionalSize, parseResidentSize, parseStat, treeOf } from './process-files.ts';

/** Every process that descends from this one. */
export async function processesBelow(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await readSystemFile(`/proc/${name}/stat`) : null;
    if (stat !== null) parents.set(Number(name), parseStat(stat).parent);
  }
  return treeOf(root, parents).filter((pid) => pid !== root);
}

/** Bytes that these processes take together, pages that they share counted once; 0 where the system does not tell. */
export async function sharedBytes(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => parseProportionalSize((await readSystemFile(`/proc/${pid}/smaps_rollup`)) ?? '')),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes that a process has in memory, shared ones counted in full; NaN where the system does not tell. */
export async function residentBytes(pid: number): Promise<number> {
  return parseResidentSize((await readSystemFile(`/proc/${pid}/status`)) ?? '');
}

/** Null where a process has ended meanwhile, or the system has no such file. */
export async function readSystemFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
