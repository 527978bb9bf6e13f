import { readdir, readFile } from 'node:fs/promises';
import { parseProportionalSize, parseResidentSize, parseStat, treeOf } from './process-files.ts';

/** The ids of all descendants of a process. */
export async function processesBelow(root: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await readSystemFile(`/proc/${name}/stat`) : null;
    if (stat !== null) parents.set(Number(name), parseStat(stat).parent);
  }
  return treeOf(root, parents).filter((pid) => pid !== root);
}

/** Bytes resident in these processes, shared pages counted once. 0 where the system has no `smaps_rollup`. */
export async function sharedBytes(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => parseProportionalSize((await readSystemFile(`/proc/${pid}/smaps_rollup`)) ?? '')),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Bytes resident in a process, shared pages counted in full. NaN where the system does not report them. */
export async function residentBytes(pid: number): Promise<number> {
  return parseResidentSize((await readSystemFile(`/proc/${pid}/status`)) ?? '');
}

/** Null where the process has ended or the system has no such file. */
export async function readSystemFile(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
