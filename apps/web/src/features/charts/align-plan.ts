import uPlot from 'uplot';
import type { ChartPlan } from './chart-plan.ts';

/** One axis for all lines, as uPlot wants them: bands first (low and high of each), then lines, in the plan's order. */
export function alignPlan({ bands, lines }: Pick<ChartPlan, 'bands' | 'lines'>): uPlot.AlignedData {
  const tables = [
    ...bands.map(({ x, low, high }): uPlot.AlignedData => [[...x], gaps(low), gaps(high)]),
    ...lines.map(({ x, y }): uPlot.AlignedData => [[...x], gaps(y)]),
  ];
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

/** uPlot breaks a line at null and steps over undefined, which is what joining leaves where only other lines have a point. */
function gaps(values: readonly number[]): (number | null)[] {
  return values.map((value) => (Number.isFinite(value) ? value : null));
}
