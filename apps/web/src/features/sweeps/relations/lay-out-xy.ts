import { scaleLinear, scaleLog } from 'd3-scale';
import type { XyAxis, XyPlan } from './xy-plan.ts';

/** Pixel positions of a chart's parts, from the upper left corner. */
export interface Frame {
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** The ticks whose labels fit. */
  readonly xTicks: XyAxis['ticks'];
}

/** Width of a character in a chart, in pixels, measured at the widest digit. */
export const characterWidth = 6.6;
const lineLabelRoom = 12;

export function layOut({ x, y, lines }: XyPlan, width: number, height: number): Frame {
  const longestTick = Math.max(2, ...y.ticks.map(({ label }) => label.length));
  const longestName = Math.max(0, ...lines.map(({ label }) => label?.length ?? 0));
  const left = 10 + characterWidth * longestTick;
  const right = Math.max(left + 40, width - lineLabelRoom - characterWidth * longestName);
  const [top, bottom] = [20, height - 38];
  const xScale = scaleOf(x).range([left, right]);
  const yScale = scaleOf(y).range([bottom, top]);
  return { width, left, right, top, bottom, x: round(xScale), y: round(yScale), xTicks: withRoom(x.ticks, xScale) };
}

function scaleOf({ min, max, isLog }: XyAxis) {
  return isLog ? scaleLog().domain([min, max]) : scaleLinear().domain([min, max]);
}

/** Rounds positions to 0.1 px, which is visually exact and keeps paths short. */
function round(scale: (value: number) => number): (value: number) => number {
  return (value) => Math.round(10 * scale(value)) / 10;
}

/** Drops labels that would overlap the previous one. */
function withRoom(ticks: XyAxis['ticks'], scale: (value: number) => number): XyAxis['ticks'] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ at, label }) => {
    const half = (characterWidth * label.length) / 2;
    if (scale(at) - half < end + 4) return false;
    end = scale(at) + half;
    return true;
  });
}
