import { describe, expect, it } from 'vitest';
import { addressSpaceProblem } from './address-space.ts';
import { decideWorkers } from './decide-workers.ts';
import type { MachineLimits } from './machine-limits.ts';

const limits = (changes: Partial<MachineLimits>): MachineLimits => ({
  cores: { value: 4, from: null },
  memory: { value: 16e9, from: null },
  addressSpace: null,
  ...changes,
});

describe('the number of workers', () => {
  it.each<[string, Partial<MachineLimits>, number, string]>([
    ['cores', {}, 4, 'as many as cores'],
    ['a quota of cores', { cores: { value: 2.5, from: '/cpu.max' } }, 2, 'as many as the cores allowed, 2.5 (/cpu.max)'],
    ['a quota of less than a core', { cores: { value: 0.5, from: '/cpu.max' } }, 1, 'as many as the cores allowed, 0.5 (/cpu.max)'],
    [
      'memory',
      { memory: { value: 2e9, from: '/memory.max' } },
      2,
      '2.0 GB of memory (/memory.max) has no room for more of up to 800 MB each',
    ],
    ['memory of the machine', { memory: { value: 2e9, from: null } }, 2, '2.0 GB of memory has no room for more of up to 800 MB each'],
    [
      'too little memory for one',
      { memory: { value: 7e8, from: '/memory.max' } },
      1,
      '700 MB of memory (/memory.max) may be too little for one of up to 800 MB',
    ],
  ])('is decided by %s', (_, changes, workers, because) => {
    expect(decideWorkers(limits(changes), 8e8)).toEqual({ workers, because });
  });
});

it('leaves 300 MB of memory to the parent process and the dashboard', () => {
  const workersIn = (bytes: number) => decideWorkers(limits({ memory: { value: bytes, from: null } }), 8e8).workers;
  expect([workersIn(1_900_000_000), workersIn(1_899_999_999)]).toEqual([2, 1]);
});

describe('addresses', () => {
  it('are enough without a limit, or with a high one', () => {
    expect(addressSpaceProblem(limits({}))).toBeNull();
    expect(addressSpaceProblem(limits({ addressSpace: 64e9 }))).toBeNull();
  });
  it('are named as the cause if `ulimit -v` leaves too few', () => {
    expect(addressSpaceProblem(limits({ addressSpace: 3_072_000_000 }))).toMatch(
      /^A process may have 3\.1 GB of addresses here \(ulimit -v\); a worker reserves up to 29 GB/,
    );
  });
});
