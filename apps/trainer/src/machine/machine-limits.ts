import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { findControlGroups, linesOf, readIfThere } from './control-groups.ts';

/** An amount of a resource, and the source of the limit. */
export interface Limit {
  readonly value: number;
  /** The file of the limiting control group; null if the machine itself is the limit. */
  readonly from: string | null;
}

/** The resources that this process and its children may use. */
export interface MachineLimits {
  /** Number of cores; fractional under a quota. */
  readonly cores: Limit;
  /** Bytes, for all processes of the control group together. */
  readonly memory: Limit;
  /** Bytes of address space per process (`ulimit -v`); null without a limit. */
  readonly addressSpace: number | null;
}

/**
 * Reads the limits of control groups (the tightest one up the hierarchy applies) and of `ulimit`.
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

function tightest(whole: Limit, limits: readonly Limit[]): Limit {
  return limits.reduce((least, limit) => (limit.value < least.value ? limit : least), whole);
}

function memoryLimits(root: string): readonly Limit[] {
  const groups = findControlGroups(root, 'memory');
  // memory.high does not kill processes, but throttles them until they barely run.
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

/** A positive number is a limit; `max`, `-1` and a missing file mean no limit. Version 1 expresses no limit as a number larger than any memory. */
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
