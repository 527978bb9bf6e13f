import { at } from '@hourglass/presentation/at';
import { axisLimit, firstAbove } from './axis-limit.ts';
import type { Band, ChartPlan, EdgeMark, Gap, Line, Reference } from './chart-plan.ts';
import { type Curve, indexRange } from './curve.ts';
import { interpolateAt } from './interpolate-at.ts';
import { prepareValueAxis } from './prepare-value-axis.ts';
import { progressUnits, type Unit } from './progress.ts';

/** The content of a chart, independent of the visible range. */
export interface CurveChart {
  readonly front: readonly Curve[];
  /** Drawn faintly behind the front curves. */
  readonly raw: readonly Curve[];
  readonly references: readonly Reference[];
  /** Each value is a point of its own, not one of a curve. */
  readonly hasPoints: boolean;
  /** What the values are, on their axis; the cost by default. Only costs have a scale beyond which a run has diverged. */
  readonly values?: string;
}

export interface ChartInput extends CurveChart {
  readonly unit: Unit;
  readonly range: { readonly from: number; readonly to: number };
  readonly isLog: boolean;
  /** Clips outliers from the axis. */
  readonly isClipped: boolean;
  /** Fits diverged curves, too. */
  readonly fitsAll: boolean;
}

/** The title of an axis of costs. */
const costTitle = 'cost per sample';

/** Extremes and raw lines are drawn for at most this many curves; more would hide each other. */
const maxBands = 3;
const maxRawCurves = 12;
const maxEndLabels = 8;
/** Points are drawn for at most this many; beyond it, a line is clearer. */
const maxPoints = 40;

/** Curves over one pair of axes. */
export function prepareChart({ front, raw, references, unit, range, hasPoints, values = costTitle, ...scale }: ChartInput): ChartPlan {
  const { title, ticks, format } = progressUnits[unit];
  const lines = [
    ...raw.map(
      (curve): Line => ({ ...lineOf(curve), isFaint: true, isResting: raw.length > maxRawCurves, hasPoints: false, endLabel: null }),
    ),
    ...front.map(
      (curve): Line => ({
        ...lineOf(curve),
        hasPoints: hasPoints && curve.x.length <= maxPoints,
        endLabel: front.length <= maxEndLabels ? curve.endLabel : null,
      }),
    ),
  ];
  const bands = front.flatMap(({ id, colour, x, around }): Band[] =>
    around === null ? [] : [{ id, colour, x, ...around, isResting: around.meaning === 'extremes' && front.length > maxBands }],
  );
  const span = range.to - range.from;
  const drawn = [
    ...lines.map(({ id, isResting, x, y }) => ({ id, values: isResting ? [] : inView(x, y, range) })),
    ...bands.map((band) => ({
      id: band.id,
      values: band.isResting ? [] : edgesOf(band, scale.isLog).flatMap((edge) => inView(band.x, edge, range)),
    })),
  ];
  const limit = values === costTitle ? axisLimit({ curves: front, references, isLog: scale.isLog }) : Number.POSITIVE_INFINITY;
  const y = prepareValueAxis({ title: values, drawn, references, limit, ...scale });
  return {
    x: { title, min: range.from, max: range.to, ticks: ticks(range.from, range.to), format: (position) => format(position, span) },
    y,
    lines,
    bands,
    references,
    marks: scale.fitsAll ? [] : front.flatMap((curve) => (y.far.includes(curve.id) ? markOf(curve, y.max, range) : [])),
    gap: gapOf(lines, drawn),
  };
}

/** The edges that the axis has to show. Stacked terms start at zero, which a logarithmic axis lacks. */
function edgesOf({ low, high, meaning }: Band, isLog: boolean): readonly (readonly number[])[] {
  return meaning === 'term' && isLog ? [high] : [low, high];
}

function markOf({ id, colour, x, y }: Curve, top: number, range: ChartInput['range']): readonly EdgeMark[] {
  const [begin, end] = indexRange(x, range);
  const index = firstAbove(y, top, [begin, end]);
  return index === -1 ? [] : [{ id, colour, x: at(x, index) }];
}

function gapOf(lines: readonly Line[], drawn: readonly { readonly values: readonly number[] }[]): Gap | null {
  if (lines.every(({ y }) => y.length === 0)) return 'empty';
  if (!lines.some(({ y }) => y.some(Number.isFinite))) return 'not finite';
  return drawn.some(({ values }) => values.some(Number.isFinite)) ? null : 'out of view';
}

function lineOf({ id, label, colour, x, y, isDashed, endLabel }: Curve): Line {
  return {
    id,
    label,
    name: endLabel === '' ? label : endLabel,
    colour,
    x,
    y,
    isDashed,
    endLabel,
    isFaint: false,
    isResting: false,
    hasPoints: false,
  };
}

/** The values in view, and the interpolated values at its edges. */
function inView(x: readonly number[], y: readonly number[], range: ChartInput['range']): readonly number[] {
  const [begin, end] = indexRange(x, range);
  const values = y.slice(begin, end);
  if (begin > 0 && begin < x.length) values.push(interpolateAt(x, y, range.from));
  if (end > 0 && end < x.length) values.push(interpolateAt(x, y, range.to));
  return values;
}
