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
    { reason: gone, count: 3, isExample: false },
    { reason: 'The cost became infinite.', count: 1, isExample: false },
  ]);
  expect(prepareFailures([])).toEqual([]);
});

it('reasons that differ only in their numbers count as one, with an example; those with other file names stay separate', () => {
  const failed = (exitReason: string) => ({ state: 'failed', exitReason }) as const;
  const infinite = (step: number, rate: string) =>
    failed(`The cost became infinite at step ${step}, with learning rate ${rate}. Try less.`);
  expect(prepareFailures([infinite(7, '0.0177'), infinite(21, '1e−3'), infinite(6, '5')])).toEqual([
    { reason: 'The cost became infinite at step 7, with learning rate 0.0177. Try less.', count: 3, isExample: true },
  ]);
  expect(prepareFailures([failed('/data/a1.npy is gone.'), failed('/data/a2.npy is gone.')])).toHaveLength(2);
});
