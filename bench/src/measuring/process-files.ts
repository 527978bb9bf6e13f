/* What Linux tells of a process under /proc (proc(5)). */

/** Clock ticks a second in which CPU time is told: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

export interface ProcessStat {
  readonly parent: number;
  /** Of all its threads, user and system. */
  readonly cpuSeconds: number;
  /** Of children that have ended, their children included. */
  readonly childrenCpuSeconds: number;
}

export function parseStat(text: string): ProcessStat {
  // The name in parentheses may hold spaces; after it come fields 3, 4, …
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  const seconds = (user: number, system: number) => (field(user) + field(system)) / ticksPerSecond;
  return { parent: field(4), cpuSeconds: seconds(14, 15), childrenCpuSeconds: seconds(16, 17) };
}

/** Proportional set size of `smaps_rollup`, in bytes: memory that n processes share counts 1/n for each. */
export function parseProportionalSize(text: string): number {
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
}

/** Resident set size of `status`, in bytes; NaN where it is not told. */
export function parseResidentSize(text: string): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1] ?? Number.NaN) * 1024;
}

/** The root and every process below it. */
export function treeOf(root: number, parents: ReadonlyMap<number, number>): readonly number[] {
  const children = [...parents].filter(([, parent]) => parent === root).map(([pid]) => pid);
  return [root, ...children.flatMap((child) => treeOf(child, parents))];
}
