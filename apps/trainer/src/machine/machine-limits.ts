import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { findControlGroups, linesOf, readIfThere } from './control-groups.ts';

/** How much there is of something, and what says so. */
export interface Limit {
  readonly value: number;
  /** The file of a control group; null where the machine has no more. */
  readonly from: string | null;
}

/** What this process and its children may use of the machine. */
export interface MachineLimits {
  /** Cores, where a quota may be a part of one. */
  readonly cores: Limit;
  /** Bytes, of all processes in the control group together. */
  readonly memory: Limit;
  /** Bytes of addresses that one process may have (`ulimit -v`); null where there is no limit. */
  readonly addressSpace: number | null;
}

/**
 * Reads the limits of control groups, of which the tightest counts on the way up the hierarchy, and of `ulimit`.
 *
 * @param root the folder that holds `proc` and the mount points; `/` outside of tests
 */
export function readMachineLimits(root = '/', machine = { cores: availableParallelism(), memory: totalmem() }): MachineLimits {
  return {
    cores: tightest({ value: machine.cores, from: null }, coreQuotas(root)),
    memory: tightest({ value: machine.memory, from: null }, memoryLimits(root)),
    addressSpace: addressSpace(root),
  };
}

/** Processes of this control group that were ended because memory ran out, since it was made. Where no group counts them, of the machine. */
export function readMemoryKills(root = '/'): number {
  const groups = findControlGroups(root, 'memory');
  const [own] = groups?.folders ?? [];
  const counter = groups?.version === 2 ? 'memory.events' : 'memory.oom_control';
  const lines = own === undefined ? [] : linesOf(join(own, counter));
  const counted = countIn(lines);
  return counted ?? countIn(linesOf(join(root, 'proc/vmstat'))) ?? 0;
}

function countIn(lines: readonly string[]): number | null {
  const line = lines.find((one) => one.startsWith('oom_kill '));
  return line === undefined ? null : Number(line.split(' ')[1]);
}

function tightest(whole: Limit, limits: readonly Limit[]): Limit {
  return limits.reduce((least, limit) => (limit.value < least.value ? limit : least), whole);
}

function memoryLimits(root: string): readonly Limit[] {
  const groups = findControlGroups(root, 'memory');
  // memory.high does not end processes, it slows them down until they hardly run.
  const files = groups?.version === 2 ? ['memory.max', 'memory.high'] : ['memory.limit_in_bytes'];
  return (groups?.folders ?? []).flatMap((folder) =>
    files.map((name) => join(folder, name)).flatMap((file) => limitIn(file, readIfThere(file))),
  );
}

function coreQuotas(root: string): readonly Limit[] {
  const groups = findControlGroups(root, 'cpu');
  return (groups?.folders ?? []).flatMap((folder) => {
    if (groups?.version === 2) {
      const file = join(folder, 'cpu.max');
      const [quota = 'max', period = '100000'] = readIfThere(file)?.split(' ') ?? [];
      return limitIn(file, quota, Number(period));
    }
    const file = join(folder, 'cpu.cfs_quota_us');
    return limitIn(file, readIfThere(file), Number(readIfThere(join(folder, 'cpu.cfs_period_us')) ?? 100_000));
  });
}

/** A positive number is a limit; `max`, `-1` and a missing file are none. Version 1 writes "no limit" as a number past all memory. */
function limitIn(file: string, text: string | null, unit = 1): readonly Limit[] {
  const value = Number(text ?? 'max') / unit;
  return value > 0 && value < Number.MAX_SAFE_INTEGER ? [{ value, from: file }] : [];
}

/** `Max address space        3072000000           unlimited            bytes` */
function addressSpace(root: string): number | null {
  const line = linesOf(join(root, 'proc/self/limits')).find((one) => one.startsWith('Max address space'));
  const soft = Number(line?.slice('Max address space'.length).trim().split(/\s+/)[0] ?? 'unlimited');
  return Number.isFinite(soft) ? soft : null;
}
