import { randomLcg } from 'd3-random';
import { describe, expect, it } from 'vitest';
import { paretoFront } from './pareto-front.ts';

describe('paretoFront', () => {
  it('keeps the points that no point beats on both axes', () => {
    const points = [
      { x: 3, y: 5 },
      { x: 1, y: 9 },
      { x: 2, y: 9 },
      { x: 4, y: 5 },
      { x: 5, y: 2 },
      { x: 1, y: 11 },
    ];
    expect(paretoFront(points, 'minimise')).toEqual([
      { x: 1, y: 9 },
      { x: 3, y: 5 },
      { x: 5, y: 2 },
    ]);
  });

  it('keeps the highest points of a measure of which higher values are better', () => {
    const points = [
      { x: 1, y: 2 },
      { x: 2, y: 5 },
      { x: 3, y: 4 },
    ];
    expect(paretoFront(points, 'maximise')).toEqual([
      { x: 1, y: 2 },
      { x: 2, y: 5 },
    ]);
    expect(paretoFront(points, 'none')).toEqual([]);
  });

  it('matches the definition for random points', () => {
    const uniform = randomLcg(0.1);
    const points = Array.from({ length: 300 }, () => ({ x: Math.round(20 * uniform()), y: uniform() }));
    const undominated = points.filter(({ x, y }) => !points.some((other) => other.x <= x && other.y <= y && (other.x < x || other.y < y)));
    expect(new Set(paretoFront(points, 'minimise'))).toEqual(new Set(undominated));
  });
});
