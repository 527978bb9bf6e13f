import type { ChartPlan } from './chart-plan.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** By shares of what is in view: how far its left and its right edge move. */
const moves: Readonly<Record<string, readonly [number, number]>> = {
  '+': [0.1, -0.1],
  '=': [0.1, -0.1],
  '-': [-0.1, 0.1],
  ArrowLeft: [-0.1, -0.1],
  ArrowRight: [0.1, 0.1],
};

/** What a key makes of a chart's range: null for the whole, undefined where the key means nothing. Never goes past what is drawn. */
export function prepareKeyZoom(key: string, { x, lines }: Pick<ChartPlan, 'x' | 'lines'>): Range | null | undefined {
  if (key === '0' || key === 'Escape') return null;
  const move = moves[key];
  if (move === undefined) return undefined;
  const ends = lines.flatMap((line) => [line.x[0] ?? x.min, line.x.at(-1) ?? x.max]);
  const [least, most] = [Math.min(x.min, ...ends), Math.max(x.max, ...ends)];
  const span = x.max - x.min;
  const from = x.min + span * move[0];
  const to = x.max + span * move[1];
  // A pan stops at the edge as wide as it was; a zoom out is cut there.
  const back = move[0] === move[1] ? Math.max(0, least - from) - Math.max(0, to - most) : 0;
  return { from: Math.max(least, from + back), to: Math.min(most, to + back) };
}
