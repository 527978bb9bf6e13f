import { expect, it } from 'vitest';
import { prepareEstimate } from './prepare-estimate.ts';

it('an estimate has a range and says what it is based on', () => {
  const seconds = { low: 60, expected: 90, high: 200 };
  const diskBytes = { low: 1_000_000, expected: 1_000_000, high: 1_000_000 };
  const { facts, basis } = prepareEstimate({ seconds, diskBytes, workerBytes: 8e8, workers: 2, basedOn: 12, extrapolation: 40 });
  expect(facts[0]).toEqual({ name: 'time on 2 workers', value: 'about 1 min 30 s (1 min 00 s to 3 min 20 s)' });
  expect(facts[2]?.value).not.toContain(' to ');
  expect(basis).toContain('12 recorded runs');
  expect(basis).toContain('differs up to 40 times from that of every recorded run');
  const like = prepareEstimate({ seconds, diskBytes, workerBytes: 8e8, workers: 2, basedOn: 12, extrapolation: 1 });
  expect(like.basis).toContain('recorded runs like these differed as much');
  const narrow = prepareEstimate({
    seconds: { ...seconds, high: 100 },
    diskBytes,
    workerBytes: 8e8,
    workers: 2,
    basedOn: 12,
    extrapolation: 40,
  });
  expect(narrow.basis).not.toContain('wide');
});

it('without recorded runs, an estimate omits time and disk space and says so', () => {
  const { facts, basis } = prepareEstimate({ seconds: null, diskBytes: null, workerBytes: 8e8, workers: 2, basedOn: 0, extrapolation: 1 });
  expect(facts.map(({ name }) => name)).toEqual(['memory of each worker']);
  expect(basis).toContain('once a run has been recorded');
});
