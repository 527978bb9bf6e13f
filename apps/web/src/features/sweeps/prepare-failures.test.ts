import { expect, it } from 'vitest';
import { prepareFailures } from './prepare-failures.ts';

it('a sweep lists each reason of failed runs once, with the number of runs', () => {
  const gone = 'dataset.train: /data/a.npy does not exist.';
  const runs = [
    { state: 'failed', exitReason: 'The cost became infinite.' },
    ...Array.from({ length: 3 }, () => ({ state: 'failed', exitReason: gone }) as const),
    { state: 'stopped', exitReason: 'A person stopped it.' },
    { state: 'complete', exitReason: null },
  ] as const;
  expect(prepareFailures(runs)).toEqual([
    { reason: gone, count: 3 },
    { reason: 'The cost became infinite.', count: 1 },
  ]);
  expect(prepareFailures([])).toEqual([]);
});
