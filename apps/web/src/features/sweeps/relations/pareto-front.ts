/** The points that no other is at least as low as on both axes and lower on one, by ascending x. Of equal points the first stands for all. */
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
