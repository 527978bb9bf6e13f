import { bisectLeft } from 'd3-array';

/** On the straight lines through points with ascending x, and beyond their ends on the first and the last of them. At least two points. */
export function interpolateAt(x: readonly number[], y: readonly number[], place: number): number {
  const after = Math.min(x.length - 1, Math.max(1, bisectLeft(x, place)));
  const [xAfter = Number.NaN, yAfter = Number.NaN] = [x[after], y[after]];
  // So that a gap before a point does not reach it.
  if (xAfter === place) return yAfter;
  const [xBefore = Number.NaN, yBefore = Number.NaN] = [x[after - 1], y[after - 1]];
  if (xBefore === place) return yBefore;
  return yBefore + ((place - xBefore) / (xAfter - xBefore)) * (yAfter - yBefore);
}
