import { at } from '@hourglass/presentation/at';
import { bisectLeft } from 'd3-array';

/** Linear interpolation between points with ascending x; extrapolates beyond both ends. @throws RangeError for fewer than two points */
export function interpolateAt(x: readonly number[], y: readonly number[], position: number): number {
  const after = Math.min(x.length - 1, Math.max(1, bisectLeft(x, position)));
  const [xAfter, yAfter] = [at(x, after), at(y, after)];
  // At a point, its own value: NaN in the neighbour must not spread to it.
  if (xAfter === position) return yAfter;
  const [xBefore, yBefore] = [at(x, after - 1), at(y, after - 1)];
  if (xBefore === position) return yBefore;
  return yBefore + ((position - xBefore) / (xAfter - xBefore)) * (yAfter - yBefore);
}
