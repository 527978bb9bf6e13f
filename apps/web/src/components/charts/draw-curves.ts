import { at } from '@hourglass/presentation/at';
import type uPlot from 'uplot';
import type { Band, ChartPlan, Line } from './chart-plan.ts';
import { indexRange, isLone } from './curve.ts';

export interface CurveInk {
  readonly colour: (token: string) => string;
  /** Highlighted lines; all others fade while there are any. */
  readonly highlight: ReadonlySet<string>;
}

const faint = 0.28;
const faded = 0.12;
const pointRadius = 2.5;
/** Size of the triangle where a curve leaves the axis. */
const mark = { width: 4, height: 7 } as const;
/** Curves outside the plot are drawn up to this multiple of its height. Canvases overflow beyond about 10³⁸ pixels. */
const farthest = 1_000;
/** Width 1 is drawn several times faster than others; used for background lines, and for many lines. */
const widths = { thin: 1, usual: 1.25, highlighted: 2 } as const;
const maxUsualWidth = 24;

/**
 * Draws every line over its own x values. uPlot's series need one table of all x values, which for a hundred runs of different lengths
 * is mostly empty and too slow.
 */
export function drawCurves(plot: uPlot, plan: ChartPlan, { colour, highlight }: CurveInk): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const toPixels = pixelsOf(bbox, plan);
  const isQuiet = (id: string) => highlight.size > 0 && !highlight.has(id);
  const isShown = ({ id, isResting }: Pick<Line, 'id' | 'isResting'>) => !isResting || highlight.has(id);
  const usual = plan.lines.length > maxUsualWidth ? widths.thin : widths.usual;
  const inFrontLast = (a: Pick<Line, 'id'>, b: Pick<Line, 'id'>) => Number(highlight.has(a.id)) - Number(highlight.has(b.id));
  ctx.save();
  ctx.beginPath();
  // Points on an edge are drawn in full.
  const beyond = (pointRadius + 1) * ratio;
  ctx.rect(bbox.left - beyond, bbox.top - beyond, bbox.width + 2 * beyond, bbox.height + 2 * beyond);
  ctx.clip();
  // Round joins double the cost and are invisible on a curve.
  ctx.lineJoin = 'bevel';
  for (const band of plan.bands.filter(isShown)) {
    ctx.globalAlpha = isQuiet(band.id) ? 0.04 : 0.16;
    ctx.fillStyle = colour(band.colour);
    fillBand(ctx, band, toPixels);
  }
  for (const line of plan.lines.filter(isShown).sort(inFrontLast)) {
    ctx.globalAlpha = isQuiet(line.id) ? (line.isFaint ? faded / 2 : faded) : line.isFaint ? faint : 1;
    ctx.strokeStyle = colour(line.colour);
    ctx.lineWidth = (line.isFaint ? widths.thin : highlight.has(line.id) ? widths.highlighted : usual) * ratio;
    ctx.setLineDash(line.isDashed ? [4 * ratio, 3 * ratio] : []);
    strokeLine(ctx, line, toPixels, plan.x);
    ctx.fillStyle = ctx.strokeStyle;
    const isDrawn = line.hasPoints ? Number.isFinite : (_: number, index: number) => isLone(line.y, index);
    fillPoints(ctx, line, toPixels, { radius: pointRadius * ratio, isDrawn });
  }
  for (const { id, colour: own, x } of plan.marks) {
    ctx.globalAlpha = isQuiet(id) ? faded : 1;
    ctx.fillStyle = colour(own);
    fillMark(ctx, toPixels.x(x), bbox.top, ratio);
  }
  ctx.restore();
}

interface ToPixels {
  readonly x: (position: number) => number;
  readonly y: (value: number) => number;
}

function pixelsOf({ left, top, width, height }: uPlot.BBox, { x, y }: ChartPlan): ToPixels {
  const scale = y.isLog ? Math.log : (value: number) => value;
  const [low, high] = [scale(y.min), scale(y.max)];
  return {
    x: (position) => left + ((position - x.min) / (x.max - x.min)) * width,
    // Far below for values without a logarithm: the line leaves the plot downwards.
    y: (value) => {
      if (y.isLog && value <= 0) return top + 2 * height;
      const share = (scale(value) - low) / (high - low);
      return top + (1 - Math.min(farthest, Math.max(-farthest, share))) * height;
    },
  };
}

/** From the last position before the view to the first after it; during a zoom most loaded buckets are outside. */
function strokeLine(ctx: CanvasRenderingContext2D, { x, y }: Line, toPixels: ToPixels, { min, max }: ChartPlan['x']): void {
  const [begin, end] = indexRange(x, { from: min, to: max });
  ctx.beginPath();
  let isDown = false;
  for (let index = Math.max(0, begin - 1); index < Math.min(x.length, end + 1); index++) {
    const position = at(x, index);
    const value = at(y, index);
    if (Number.isFinite(value)) {
      if (isDown) ctx.lineTo(toPixels.x(position), toPixels.y(value));
      else ctx.moveTo(toPixels.x(position), toPixels.y(value));
    }
    isDown = Number.isFinite(value);
  }
  ctx.stroke();
}

interface PointStyle {
  readonly radius: number;
  readonly isDrawn: (value: number, index: number) => boolean;
}

function fillPoints(ctx: CanvasRenderingContext2D, { x, y }: Line, toPixels: ToPixels, { radius, isDrawn }: PointStyle): void {
  x.forEach((position, index) => {
    const value = at(y, index);
    if (!isDrawn(value, index)) return;
    ctx.beginPath();
    ctx.arc(toPixels.x(position), toPixels.y(value), radius, 0, 2 * Math.PI);
    ctx.fill();
  });
}

/** A triangle that points up, with its tip on the top edge of the plot. */
function fillMark(ctx: CanvasRenderingContext2D, left: number, top: number, ratio: number): void {
  ctx.beginPath();
  ctx.moveTo(left, top);
  ctx.lineTo(left - mark.width * ratio, top + mark.height * ratio);
  ctx.lineTo(left + mark.width * ratio, top + mark.height * ratio);
  ctx.fill();
}

/** A closed path per piece between gaps: forward along the highs, back along the lows. A lone value is a vertical line. */
function fillBand(ctx: CanvasRenderingContext2D, { x, low, high }: Band, toPixels: ToPixels): void {
  let begin = 0;
  for (let index = 0; index <= x.length; index++) {
    const isGap = !(Number.isFinite(low[index]) && Number.isFinite(high[index]));
    if (!isGap) continue;
    if (index > begin) {
      ctx.beginPath();
      for (let position = begin; position < index; position++) ctx.lineTo(toPixels.x(at(x, position)), toPixels.y(at(high, position)));
      for (let position = index - 1; position >= begin; position--) ctx.lineTo(toPixels.x(at(x, position)), toPixels.y(at(low, position)));
      if (index - begin > 1) ctx.fill();
      else strokeThin(ctx);
    }
    begin = index + 1;
  }
}

function strokeThin(ctx: CanvasRenderingContext2D): void {
  ctx.strokeStyle = ctx.fillStyle;
  ctx.setLineDash([]);
  ctx.lineWidth = devicePixelRatio;
  ctx.stroke();
}
