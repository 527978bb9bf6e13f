/** An estimate with its range: of a low, an expected and a high scenario. */
export interface Estimated {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

export const scenarios = ['low', 'expected', 'high'] as const;
export type Scenario = (typeof scenarios)[number];

export function mapScenarios(value: (scenario: Scenario) => number): Estimated {
  return { low: value('low'), expected: value('expected'), high: value('high') };
}

/** Median, minimum and maximum; null without measurements. */
export function spreadOf(values: readonly number[]): Estimated | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, below, above, high] = [sorted[0], sorted[Math.floor(middle)], sorted[Math.ceil(middle)], sorted.at(-1)];
  if (low === undefined || below === undefined || above === undefined || high === undefined) return null;
  return { low, expected: (below + above) / 2, high };
}
