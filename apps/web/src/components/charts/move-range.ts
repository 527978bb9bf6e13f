export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Zooms by `factor` and pans so that the point at fraction `from` of the view lands at fraction `to`. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

/** The narrowest view, as a fraction of the whole. */
const narrowest = 1e-5;

/** The part of an axis in view after a move, within the whole; null where all of it is in view. */
export function moveRange(range: Range, whole: Range, { from, to, factor }: Move): Range | null {
  const span = range.to - range.from;
  const all = whole.to - whole.from;
  const wide = Math.max(span / factor, narrowest * all);
  if (wide >= all) return null;
  const start = range.from + from * span - to * wide;
  const within = Math.min(whole.to - wide, Math.max(whole.from, start));
  return { from: within, to: within + wide };
}
