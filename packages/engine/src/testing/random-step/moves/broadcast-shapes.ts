/** Shapes that broadcast to `shape`. */
export function broadcastShapes(shape: readonly number[]): readonly (readonly number[])[] {
  const last = shape.slice(-1);
  const ones = shape.map(() => 1);
  return [shape, last, [...ones.slice(1), ...last], [], [1], ones, [...shape.slice(0, 1), ...ones.slice(1)], [1, ...shape]];
}

/** Those that a bias may have: it must not make the sum larger. */
export const biasShapes = (shape: readonly number[]) => broadcastShapes(shape).slice(0, -1);
