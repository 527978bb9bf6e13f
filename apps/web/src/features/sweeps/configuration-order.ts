import { type ConfigurationSummary, type ConfiguredRun, epochsText, sharedValue } from '@hourglass/sweeps/configurations';

type Summary = ConfigurationSummary<ConfiguredRun>;

/** Columns of numbers, by their ids in the address. */
const measures: Readonly<Record<string, (summary: Summary) => number | null>> = {
  seeds: ({ counted }) => counted,
  best: ({ ranked }) => ranked.mean,
  bestSd: ({ ranked }) => ranked.deviation,
  validation: ({ validation }) => validation.mean,
  validationSd: ({ validation }) => validation.deviation,
  test: ({ test }) => test.mean,
  testSd: ({ test }) => test.deviation,
  epoch: ({ bestEpochs }) => bestEpochs?.[0] ?? null,
  time: ({ trainingSeconds }) => trainingSeconds.mean,
};

/** Numeric collation sorts `784-64` before `784-256`. */
const collator = new Intl.Collator('en', { numeric: true });

/**
 * Sorts configurations by a column. Those without a value come last in both directions.
 *
 * @param order the id of a column, with `-` before it for the highest first
 */
export function orderConfigurations<Sorted extends Summary>(summaries: readonly Sorted[], order: string): readonly Sorted[] {
  const key = order.replace(/^-/, '');
  const direction = order.startsWith('-') ? -1 : 1;
  const keyOf = (summary: Summary) => (measures[key] === undefined ? (sharedValue(summary, key) ?? null) : measures[key](summary));
  return summaries.toSorted((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
    const difference = typeof left === 'number' && typeof right === 'number' ? left - right : collator.compare(String(left), String(right));
    return direction * difference;
  });
}

/** `3`, or `2 of 3` where some seeds have no result. */
export function seedsText({ counted, runs }: Summary): string {
  return counted === runs.length ? String(runs.length) : `${counted} of ${runs.length}`;
}

export { epochsText };
