/** The values of an axis by their place in its order; low and high are what the brush reaches from and to. */
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

/** Where a key moves one end of a brush: never past the other end. Null where the key means nothing. */
export function prepareBrushStep(key: string, end: BrushEnd, { count, low, high }: BrushReach): BrushReach | null {
  const step = steps[key];
  if (step === undefined) return null;
  return end === 'low'
    ? { count, low: Math.min(high, Math.max(0, low + step)), high }
    : { count, low, high: Math.max(low, Math.min(count - 1, high + step)) };
}
