import type { Band, ChartPlan, Line, Reference } from './chart-plan.ts';
import { prepareValueAxis } from './prepare-value-axis.ts';
import type { Series } from './series-buffer.ts';
import { smooth } from './smooth.ts';
import { progressTicks } from './ticks.ts';

export interface CostCurve {
  readonly label: string;
  readonly colour: string;
  readonly endLabel: string;
  readonly series: Series | undefined;
  readonly stepsPerEpoch: number;
}

export interface CostChartInput {
  readonly curves: readonly CostCurve[];
  readonly references: readonly Reference[];
  readonly unit: 'epoch' | 'step';
  readonly isLog: boolean;
  /** How far the average reaches, in buckets; 0 leaves their means as they are. */
  readonly smoothing: number;
  /** In units of the axis; the whole where null. */
  readonly range: { readonly from: number; readonly to: number } | null;
  /** Where the axis ends when nothing is zoomed. */
  readonly end: number;
}

/** Extremes are shaded for so few runs only; more would hide each other. */
const mostBands = 3;
const mostEndLabels = 8;

/** The cost of every step: smooth lines over what was measured, exact extremes as shade. */
export function prepareCostChart(input: CostChartInput): ChartPlan {
  const { curves, unit, isLog, smoothing, range, end } = input;
  const drawn = curves.flatMap(({ series, ...curve }) =>
    series === undefined ? [] : [{ ...curve, series, ...pointsOf(series, curve, unit) }],
  );
  const isFew = drawn.length <= mostBands;
  const front = drawn.map(({ label, colour, endLabel, x, y }): Line => {
    const shown = drawn.length <= mostEndLabels ? endLabel : null;
    return { label, colour, x, y: smooth(y, smoothing), isFaint: false, hasPoints: false, isDashed: false, endLabel: shown };
  });
  const raw = drawn.map(
    ({ label, colour, x, y }): Line => ({ label, colour, x, y, isFaint: true, hasPoints: false, isDashed: false, endLabel: null }),
  );
  const bands = drawn.map(({ colour, x, series }): Band => ({ colour, x, low: Array.from(series.min), high: Array.from(series.max) }));
  const { from, to } = range ?? { from: 0, to: Math.max(end, 1e-9) };
  const lines = smoothing > 0 ? [...raw, ...front] : front;
  return {
    x: { title: unit, min: from, max: to, ticks: progressTicks(from, to, unit) },
    y: prepareValueAxis({ title: 'cost per sample', values: front.flatMap(({ y }) => y), references: input.references, isLog }),
    lines,
    bands: isFew ? bands : [],
    references: input.references,
  };
}

/** A bucket stands at its middle. */
function pointsOf(series: Series, { stepsPerEpoch }: { readonly stepsPerEpoch: number }, unit: 'epoch' | 'step') {
  const scale = unit === 'epoch' ? 1 / stepsPerEpoch : 1;
  return {
    x: Array.from(series.firstStep, (first, index) => ((first + (series.lastStep[index] ?? first)) / 2) * scale),
    y: Array.from(series.mean),
  };
}
