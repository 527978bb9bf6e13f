import { describe, expect, it } from 'vitest';
import { prepareEstimate } from './prepare-estimate.ts';

const machine = { unrecorded: [], gflops: null };

it('an estimate has a range and says what it is based on', () => {
  const seconds = { low: 60, expected: 90, high: 200 };
  const diskBytes = { low: 1_000_000, expected: 1_000_000, high: 1_000_000 };
  const { facts, basis } = prepareEstimate({
    seconds,
    diskBytes,
    workerBytes: 8e8,
    workers: 2,
    basedOn: 12,
    extrapolation: 40,
    ...machine,
  });
  expect(facts[0]).toEqual({ name: 'time on 2 workers', value: 'about 1 min 30 s (1 min 00 s to 3 min 20 s)' });
  expect(facts[2]?.value).not.toContain(' to ');
  expect(basis).toContain('12 recorded runs');
  expect(basis).toContain('differs up to 40 times from that of every recorded run');
  const like = prepareEstimate({ seconds, diskBytes, workerBytes: 8e8, workers: 2, basedOn: 12, extrapolation: 1, ...machine });
  expect(like.basis).toContain('recorded runs like these differed as much');
  const narrow = prepareEstimate({
    seconds: { ...seconds, high: 100 },
    diskBytes,
    workerBytes: 8e8,
    workers: 2,
    basedOn: 12,
    extrapolation: 40,
    ...machine,
  });
  expect(narrow.basis).not.toContain('wide');
});

describe('without recorded runs of a family', () => {
  const seconds = { low: 60, expected: 300, high: 2_000 };
  const diskBytes = { low: 1_000_000, expected: 2_000_000, high: 3_000_000 };
  const estimate = {
    seconds,
    diskBytes,
    workerBytes: 8e8,
    workers: 2,
    basedOn: 0,
    extrapolation: 1,
    unrecorded: ['dense'],
    gflops: 133,
  } as const;

  it('names the speed of the machine as the basis, and why the range is wide', () => {
    const { facts, basis } = prepareEstimate(estimate);
    expect(facts.map(({ name }) => name)).toEqual(['time on 2 workers', 'memory of each worker', 'on disk']);
    expect(basis).toMatch(
      /^Time from the speed of this machine \(130 GFLOP\/s on one thread\)\. .* no dense run was recorded on this machine yet/,
    );
    const mixed = prepareEstimate({ ...estimate, basedOn: 3, unrecorded: ['convolutional'] });
    expect(mixed.basis).toMatch(/^Time from 3 recorded runs on this machine and the speed of this machine .* no convolutional run/);
  });

  it('omits the time until a worker has measured the machine, and says so', () => {
    const { facts, basis } = prepareEstimate({ ...estimate, seconds: null, gflops: null });
    expect(facts.map(({ name }) => name)).toEqual(['memory of each worker', 'on disk']);
    expect(basis).toMatch(/once an idle worker has measured the speed of this machine/);
  });
});
