export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What stood at one share of an axis comes to stand at another, so many times as wide. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

/** Of the whole: nobody finds back from less. */
const finest = 1e-5;

/** What of an axis is in view after a move, which never goes past the whole. Null where all of it is. */
export function moveRange(range: Range, whole: Range, { from, to, factor }: Move): Range | null {
  const span = range.to - range.from;
  const all = whole.to - whole.from;
  const wide = Math.max(span / factor, finest * all);
  if (wide >= all) return null;
  const start = range.from + from * span - to * wide;
  const within = Math.min(whole.to - wide, Math.max(whole.from, start));
  return { from: within, to: within + wide };
}
