import { expect, it } from 'vitest';
import { createQueryClient } from '#lib/query-client.ts';
import type { Series } from './series-buffer.ts';
import { latestSeries, seriesKey } from './use-series.ts';

it('finds what came last of a series, over whatever range, while another range loads', () => {
  const queryClient = createQueryClient();
  const keep = (run: string, series: string, from: number, updatedAt: number) => {
    const kept = { first: [from] } as unknown as Series;
    queryClient.setQueryData([...seriesKey(run), { run, series, steps: { from, to: from + 9 }, width: 100 }], kept, { updatedAt });
    return kept;
  };
  expect(latestSeries(queryClient, { run: 'a', series: 'cost' })).toBeUndefined();
  keep('a', 'cost', 1, 1_000);
  const latest = keep('a', 'cost', 50, 3_000);
  keep('a', 'cost', 20, 2_000);
  keep('a', 'penalty', 20, 4_000);
  keep('b', 'cost', 20, 5_000);
  expect(latestSeries(queryClient, { run: 'a', series: 'cost' })).toBe(latest);
});
