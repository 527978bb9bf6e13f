import type { ChartPlan } from './chart-plan.ts';

export interface ReadoutRow {
  readonly label: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

const mostRows = 8;

/** What the lines say where the pointer is, top line first; of many lines those nearest to the pointer. */
export function prepareReadout({ lines }: Pick<ChartPlan, 'lines'>, at: { readonly x: number; readonly y: number }): readonly ReadoutRow[] {
  return lines
    .flatMap(({ label, colour, isFaint, x, y }) => {
      const index = isFaint ? -1 : nearestIndex(x, at.x);
      const [foundX, foundY] = [x[index], y[index]];
      return foundX === undefined || foundY === undefined || !Number.isFinite(foundY) ? [] : [{ label, colour, x: foundX, y: foundY }];
    })
    .sort((a, b) => Math.abs(a.y - at.y) - Math.abs(b.y - at.y))
    .slice(0, mostRows)
    .sort((a, b) => b.y - a.y);
}

/** Where in ascending values the one nearest to a target is; −1 where there are none. */
function nearestIndex(values: readonly number[], target: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < target) low = middle + 1;
    else high = middle;
  }
  const before = values[low - 1];
  const after = values[low];
  if (after === undefined) return -1;
  return before !== undefined && target - before < after - target ? low - 1 : low;
}
