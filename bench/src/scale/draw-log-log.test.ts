import { at } from '@hourglass/engine/checked';
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
  it('puts powers of ten at equal distances', () => {
    const svg = drawLogLog([
      {
        title: 'Time',
        xTitle: 'runs',
        yTitle: 's',
        ideal: 1,
        points: [
          [1, 2],
          [10, 20],
          [100, 200],
        ],
      },
    ]);
    const centres = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(centres).toHaveLength(3);
    const [a, b, c] = [at(centres, 0), at(centres, 1), at(centres, 2)];
    expect(b[0] - a[0]).toBeCloseTo(c[0] - b[0], 0);
    expect(b[1] - a[1]).toBeCloseTo(c[1] - b[1], 0);
    expect(a[1]).toBeGreaterThan(c[1]);
  });

  it.each([
    // All of a diagonal, all of a horizontal line, and the part of a falling line above the lowest tick.
    [
      1,
      [
        [1, 2],
        [10, 20],
        [100, 200],
      ] as const,
      'up',
    ],
    [
      0,
      [
        [1, 300],
        [10, 310],
        [100, 320],
      ] as const,
      'level',
    ],
    [
      -1,
      [
        [1, 40],
        [2, 30],
        [4, 20],
      ] as const,
      'down',
    ],
  ])('shows the ideal growth with the power %d', (ideal, points, direction) => {
    const svg = drawLogLog([{ title: 'Time', xTitle: 'x', yTitle: 's', ideal, points }]);
    const [, x1, y1, x2, y2] = /stroke-dasharray="3 3"><line x1="([\d.]+)" y1="([\d.]+)" x2="([\d.]+)" y2="([\d.]+)"/.exec(svg) ?? [];
    expect(Number(x2)).toBeGreaterThan(Number(x1));
    expect(Math.sign(Number(y1) - Number(y2))).toBe({ up: 1, level: 0, down: -1 }[direction]);
  });
});
