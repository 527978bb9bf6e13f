/**
 * The Pareto front for minimization: points that no other point dominates, by ascending x. A point dominates another if it is no higher on
 * both axes and lower on at least one. Only the first of equal points is included.
 */
export function paretoFront<Point extends { readonly x: number; readonly y: number }>(points: readonly Point[]): readonly Point[] {
  const front: Point[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (const point of [...points].sort((a, b) => a.x - b.x || a.y - b.y)) {
    if (point.y >= lowest) continue;
    front.push(point);
    lowest = point.y;
  }
  return front;
}
