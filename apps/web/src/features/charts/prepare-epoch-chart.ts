import type { ChartPlan, Line, Reference } from './chart-plan.ts';
import { prepareValueAxis } from './prepare-value-axis.ts';
import { progressTicks } from './ticks.ts';

export interface EpochCurve {
  readonly label: string;
  readonly colour: string;
  readonly endLabel: string;
  readonly isDashed?: boolean;
  readonly points: readonly { readonly epoch: number; readonly step: number; readonly cost: number | null }[];
}

export interface EpochChartInput {
  readonly title: string;
  readonly curves: readonly EpochCurve[];
  readonly references: readonly Reference[];
  readonly unit: 'epoch' | 'step';
  readonly isLog: boolean;
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly end: number;
}

/** Beyond this many epochs a line says it better than points. */
const mostPoints = 40;
const mostEndLabels = 8;

/** A cost that is measured once an epoch, of several runs on one scale. */
export function prepareEpochChart({ title, curves, references, unit, isLog, range, end }: EpochChartInput): ChartPlan {
  const lines = curves.map(({ label, colour, endLabel, isDashed = false, points }): Line => {
    const shown = points.map(({ epoch, step, cost }) => ({ x: unit === 'epoch' ? epoch : step, y: cost ?? Number.NaN }));
    return {
      ...{ label, colour, isDashed, isFaint: false, hasPoints: points.length <= mostPoints },
      x: shown.map(({ x }) => x),
      y: shown.map(({ y }) => y),
      endLabel: curves.length <= mostEndLabels ? endLabel : null,
    };
  });
  const { from, to } = range ?? { from: 0, to: Math.max(end, 1e-9) };
  const inView = lines.flatMap(({ x, y }) => y.filter((_, index) => (x[index] ?? 0) >= from && (x[index] ?? 0) <= to));
  return {
    x: { title: unit, min: from, max: to, ticks: progressTicks(from, to, unit) },
    y: prepareValueAxis({ title, values: inView, references, isLog }),
    lines,
    bands: [],
    references,
  };
}
