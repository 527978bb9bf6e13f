import { expect, it } from 'vitest';
import { LatestOnly } from './latest-only.ts';

/** Computations that the test ends. */
function manual() {
  const ends: ((output: string) => void)[] = [];
  const begun: number[] = [];
  const done: (readonly [number, string])[] = [];
  const errors: unknown[] = [];
  const work = new LatestOnly<number, string>({
    compute: (input) => {
      begun.push(input);
      if (input < 0) return Promise.reject(new RangeError('negative'));
      return new Promise((resolve) => ends.push(resolve));
    },
    restAfter: () => 0,
    onDone: (input, output) => void done.push([input, output]),
    onError: (error) => void errors.push(error),
  });
  return { work, ends, begun, done, errors };
}

it('finishes the current computation, then continues with the latest input', async () => {
  const { work, ends, begun, done } = manual();
  for (const input of [1, 2, 3]) work.request(input);
  expect(begun).toEqual([1]);
  ends[0]?.('one');
  await expect.poll(() => begun).toEqual([1, 3]);
  ends[1]?.('three');
  await expect
    .poll(() => done)
    .toEqual([
      [1, 'one'],
      [3, 'three'],
    ]);
  work.request(4);
  await expect.poll(() => begun).toEqual([1, 3, 4]);
});

it('reports a failure and continues', async () => {
  const { work, begun, errors } = manual();
  work.request(-1);
  await expect.poll(() => errors).toEqual([new RangeError('negative')]);
  work.request(5);
  await expect.poll(() => begun).toEqual([-1, 5]);
});

it('reports nothing after it is closed', async () => {
  const { work, ends, begun, done } = manual();
  work.request(1);
  work.request(2);
  work.close();
  ends[0]?.('one');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect([begun, done]).toEqual([[1], []]);
});
