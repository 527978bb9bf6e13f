import { expect, it } from 'vitest';
import type { Series } from '#wire/series-buffer.ts';
import type { SeriesRequest } from './fetch-series.ts';
import { LatestSeries } from './latest-series.ts';

const request = (run: string, series: string, from: number): SeriesRequest => ({ run, series, steps: { from, to: from + 9 }, width: 100 });

function series(first: number): Series {
  const [steps, values] = [Uint32Array.of(first), Float32Array.of(0)];
  return { firstStep: steps, lastStep: steps, nonFinite: steps, mean: values, min: values, max: values };
}

it('finds the most recently loaded data of a series, for any range', () => {
  const latest = new LatestSeries();
  const [whole, part, others] = [series(1), series(50), series(7)];
  expect(latest.find(request('a', 'cost', 1))).toBeUndefined();
  latest.remember([request('a', 'cost', 1), request('b', 'cost', 1)], [whole, others]);
  expect(latest.find(request('a', 'cost', 50))).toBe(whole);
  latest.remember([request('a', 'cost', 50), request('b', 'cost', 50)], [part, undefined]);
  expect(latest.find(request('a', 'cost', 20))).toBe(part);
  expect(latest.find(request('b', 'cost', 20))).toBe(others);
  expect(latest.find(request('a', 'penalty', 20))).toBeUndefined();
});
