import { expect, it } from 'vitest';
import { bestPath, zoomPaths } from './queries.ts';

it('changes the queried runs periodically', () => {
  expect(new Set(Array.from({ length: 6 }, (_, time) => bestPath(time))).size).toBe(6);
});

it('zooms from a hundred steps to all steps, within the range', () => {
  const ranges = Array.from({ length: 40 }, (_, time) => {
    const [, from, to] = /&run=[abc]:(\d+)-(\d+)$/.exec(zoomPaths({ curves: ['a', 'b', 'c'] }, time)[0] ?? '') ?? [];
    return { from: Number(from), to: Number(to) };
  });
  const spans = ranges.map(({ from, to }) => to - from + 1);
  expect([Math.min(...spans), Math.max(...spans)]).toEqual([100, 1_000_000]);
  expect(Math.min(...ranges.map(({ from }) => from))).toBeGreaterThanOrEqual(1);
  expect(Math.max(...ranges.map(({ to }) => to))).toBeLessThanOrEqual(1_000_000);
});
