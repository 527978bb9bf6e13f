/** The indices of a brush's ends among the axis's sorted values, and the number of values. */
export interface BrushReach {
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

export type BrushEnd = 'low' | 'high';

const steps: Readonly<Record<string, number>> = {
  ...{ ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 },
  ...{ Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY },
};

/** Moves one end of a brush by a key, at most to the other end; null if the key has no meaning. */
export function prepareBrushStep(key: string, end: BrushEnd, { count, low, high }: BrushReach): BrushReach | null {
  const step = steps[key];
  if (step === undefined) return null;
  return end === 'low'
    ? { count, low: Math.min(high, Math.max(0, low + step)), high }
    : { count, low, high: Math.max(low, Math.min(count - 1, high + step)) };
}
