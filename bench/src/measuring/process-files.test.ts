import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseProportionalSize, parseResidentSize, parseStat, treeOf } from './process-files.ts';

describe('parseStat', () => {
  it('reads past a name with spaces and parentheses', () => {
    const line = '42 (a (b) c) S 7 42 42 0 -1 4194304 1 2 3 4 50 60 150 250 20 0 1 0 1000 1 1';
    expect(parseStat(line)).toEqual({ parent: 7, cpuSeconds: 1.1, childrenCpuSeconds: 4 });
  });

  it.runIf(process.platform === 'linux')('knows the parent of this process', () => {
    expect(parseStat(readFileSync('/proc/self/stat', 'utf8')).parent).toBe(process.ppid);
  });
});

it('reads the proportional size in bytes', () => {
  expect(parseProportionalSize('Rss:   2000 kB\nPss:                1500 kB\nPss_Dirty:  9 kB\n')).toBe(1500 * 1024);
});

it('reads the resident size in bytes, or null if it is missing', () => {
  expect(parseResidentSize('VmHWM:\t  90 kB\nVmRSS:\t  80 kB\n')).toBe(80 * 1024);
  expect(parseResidentSize('')).toBeNaN();
});

it('finds a process and all its descendants', () => {
  const parents = new Map([
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 3],
    [6, 1],
  ]);
  expect([...treeOf(2, parents)].sort()).toEqual([2, 3, 4, 5]);
});
