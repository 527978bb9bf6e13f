import { commonDecimals, formatFixed } from '@hourglass/presentation';
import { at } from '@hourglass/presentation/at';
import { min } from 'd3-array';
import type { ChartPlan, Line } from './chart-plan.ts';
import { indexRange } from './curve.ts';
import { type Reading, readAll } from './prepare-readout.ts';

export type LegendEntry = Pick<Line, 'id' | 'label' | 'colour'>;

export interface ValueRow extends LegendEntry {
  /** For each chart: the value, its band, and the lowest value in view. */
  readonly cells: readonly { readonly value: string; readonly around: string; readonly lowest: string }[];
}

/** The lines of charts that share an axis, each line once. */
export function prepareLegend(plans: readonly ChartPlan[]): readonly LegendEntry[] {
  return [...new Map(plans.flatMap(({ lines }) => lines.flatMap((line) => (line.isFaint ? [] : [[line.id, line]])))).values()];
}

/** The values of every line of charts that share an axis: at a position, or at the ends of the lines. */
export function prepareValues(entries: readonly LegendEntry[], plans: readonly ChartPlan[], position: number | null): readonly ValueRow[] {
  const readings = plans.map((plan) => new Map(readAll(plan, position).map((reading) => [reading.id, reading])));
  const lowest = plans.map((plan) => new Map(plan.lines.flatMap((line) => (line.isFaint ? [] : [[line.id, lowestInView(plan, line)]]))));
  const decimals = readings.map((ofChart) => commonDecimals([...ofChart.values()].map(({ value }) => value)));
  return entries.map(({ id, label, colour }) => ({
    ...{ id, label, colour },
    cells: plans.map((_, chart) => {
      const reading = at(readings, chart).get(id);
      const digits = at(decimals, chart);
      return {
        value: formatFixed(reading?.value ?? null, digits),
        around: reading === undefined ? '' : aroundText(reading, digits),
        lowest: formatFixed(at(lowest, chart).get(id) ?? null, digits),
      };
    }),
  }));
}

/** `± 0.12 s.d.`, `± 0.12 s.e.` or `14.2–15.9` */
export function aroundText({ y, around }: Reading, decimals: number): string {
  if (around === null || around.meaning === 'term' || !Number.isFinite(around.low)) return '';
  if (around.meaning === 'deviation') return `± ${formatFixed(around.high - y, decimals)} s.d.`;
  if (around.meaning === 'error') return `± ${formatFixed(around.high - y, decimals)} s.e.`;
  return `${formatFixed(around.low, decimals)}–${formatFixed(around.high, decimals)}`;
}

function lowestInView({ x: axis, bands }: ChartPlan, { id, x, y }: Line): number | null {
  const term = bands.find((band) => band.id === id && band.meaning === 'term');
  const values = term === undefined ? y : y.map((value, index) => value - at(term.low, index));
  const lowest = min(values.slice(...indexRange(x, { from: axis.min, to: axis.max })));
  return lowest !== undefined && Number.isFinite(lowest) ? lowest : null;
}
