/* Parsers of Linux's files under /proc (proc(5)). */

/** Clock ticks per second, the unit of CPU time in /proc: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

export interface ProcessStat {
  readonly parent: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  /** User and system time of descendants that have ended. */
  readonly childrenCpuSeconds: number;
}

export function parseStat(text: string): ProcessStat {
  // The name in parentheses may contain spaces. Fields 3, 4, … follow it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  const seconds = (user: number, system: number) => (field(user) + field(system)) / ticksPerSecond;
  return { parent: field(4), cpuSeconds: seconds(14, 15), childrenCpuSeconds: seconds(16, 17) };
}

/** Proportional set size from `smaps_rollup`, in bytes: a page that n processes share counts 1/n. 0 for an ended process, which has none. */
export function parseProportionalSize(text: string): number {
  const pss = /^Pss:\s+(\d+) kB$/m.exec(text);
  return pss === null ? 0 : Number(pss[1]) * 1024;
}

/** Resident set size from `status`, in bytes. NaN where the file has none. */
export function parseResidentSize(text: string): number {
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(text);
  return resident === null ? Number.NaN : Number(resident[1]) * 1024;
}

/** The ids of the root and all its descendants. */
export function treeOf(root: number, parents: ReadonlyMap<number, number>): readonly number[] {
  const children = [...parents].filter(([, parent]) => parent === root).map(([pid]) => pid);
  return [root, ...children.flatMap((child) => treeOf(child, parents))];
}
