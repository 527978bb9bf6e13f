import type { Measure } from './measure.ts';

/**
 * The Pareto front: points that no other point dominates, by ascending x. A point dominates another if its x is no higher and its y no worse, and one of
 * them is better. Only the first of equal points is included. Without a preferred direction of y there is no front.
 */
export function paretoFront<Point extends { readonly x: number; readonly y: number }>(
  points: readonly Point[],
  direction: Measure['direction'],
): readonly Point[] {
  if (direction === 'none') return [];
  const sign = direction === 'maximise' ? -1 : 1;
  const front: Point[] = [];
  let best = Number.POSITIVE_INFINITY;
  for (const point of [...points].sort((a, b) => a.x - b.x || sign * (a.y - b.y))) {
    if (sign * point.y >= best) continue;
    front.push(point);
    best = sign * point.y;
  }
  return front;
}
