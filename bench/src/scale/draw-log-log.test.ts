import { describe, expect, it } from 'vitest';
import { drawLogLog, ticks } from './draw-log-log.ts';

describe('ticks', () => {
  it.each([
    [
      [3, 40, 700],
      [1, 10, 100, 1000],
    ],
    [
      [1, 4],
      [1, 2, 5],
    ],
    [
      [12, 19],
      [10, 20],
    ],
    [
      [1, 1000],
      [1, 10, 100, 1000],
    ],
    [[7], [5, 10]],
  ])('around %j are %j', (values, expected) => {
    expect(ticks(values)).toEqual(expected);
  });
});

describe('drawLogLog', () => {
  it('puts tenfold steps at equal distances', () => {
    const svg = drawLogLog([
      {
        title: 'Time',
        xTitle: 'runs',
        yTitle: 's',
        points: [
          [1, 2],
          [10, 20],
          [100, 200],
        ],
      },
    ]);
    const centres = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const [a, b, c] = centres;
    expect(centres).toHaveLength(3);
    expect((b?.[0] ?? 0) - (a?.[0] ?? 0)).toBeCloseTo((c?.[0] ?? 0) - (b?.[0] ?? 0), 0);
    expect((b?.[1] ?? 0) - (a?.[1] ?? 0)).toBeCloseTo((c?.[1] ?? 0) - (b?.[1] ?? 0), 0);
    expect(a?.[1]).toBeGreaterThan(c?.[1] ?? Number.POSITIVE_INFINITY);
  });
});
