import type { RunKind, RunState } from '../run-state.ts';

/** The fields of a run that the summary of its configuration uses. */
export interface ConfiguredRun {
  readonly kind: RunKind;
  readonly state: RunState;
  /** Null for a baseline. */
  readonly configuration: number | null;
  readonly seed: number;
  readonly values: Readonly<Record<string, number | string>>;
  readonly bestEpoch: number | null;
  readonly bestValue: number | null;
  readonly bestValidationCost: number | null;
  readonly bestTestCost: number | null;
  readonly lastTestCost: number | null;
  readonly trainingSeconds: number;
}

export interface Statistic {
  readonly mean: number | null;
  /** Sample standard deviation (n − 1); null for fewer than two values. */
  readonly deviation: number | null;
  readonly count: number;
}

/** The seeds of one configuration, summed up. Costs are per sample. */
export interface ConfigurationSummary<Run extends ConfiguredRun> {
  readonly configuration: number;
  /** The runs of the configuration in the given order. */
  readonly runs: readonly Run[];
  /** The first of them. Its parameters are those of all. */
  readonly first: Run;
  /** Runs that the statistics count. */
  readonly counted: number;
  /** Values of the ranking's metric at the best epochs; none where no epoch is the best. */
  readonly ranked: Statistic;
  /** Validation costs of the same epochs. */
  readonly validation: Statistic;
  /** Test costs of the same epochs, or of the last epochs where none is the best. */
  readonly test: Statistic;
  /** The earliest and the latest of the best epochs; null if there is none. */
  readonly bestEpochs: readonly [earliest: number, latest: number] | null;
  readonly trainingSeconds: Statistic;
}

/**
 * Sums up each configuration over its seeds. Failed runs are listed, and left out of the statistics: their training went wrong.
 *
 * @param hasBest whether epochs are ranked (`hasBest`); without, the last epoch counts instead of the best
 */
export function summariseConfigurations<Run extends ConfiguredRun>(
  runs: readonly Run[],
  { hasBest = true }: { readonly hasBest?: boolean } = {},
): readonly ConfigurationSummary<Run>[] {
  const countedValue = (run: Run) => (hasBest ? run.bestValue : run.lastTestCost);
  const byConfiguration = Map.groupBy(
    runs.filter(({ kind }) => kind === 'run'),
    ({ configuration }) => configuration,
  );
  return [...byConfiguration].flatMap(([configuration, members]) => {
    const [first] = members;
    if (configuration === null || first === undefined) return [];
    const counted = members.filter((run) => run.state !== 'failed' && countedValue(run) !== null);
    const epochs = counted.flatMap(({ bestEpoch }) => bestEpoch ?? []);
    return [
      {
        configuration,
        runs: members,
        first,
        counted: counted.length,
        ranked: statistic(counted.flatMap(({ bestValue }) => bestValue ?? [])),
        validation: statistic(counted.flatMap(({ bestValidationCost }) => bestValidationCost ?? [])),
        test: statistic(counted.flatMap(({ bestTestCost, lastTestCost }) => (hasBest ? bestTestCost : lastTestCost) ?? [])),
        bestEpochs: epochs.length === 0 ? null : ([Math.min(...epochs), Math.max(...epochs)] as const),
        trainingSeconds: statistic(counted.map(({ trainingSeconds }) => trainingSeconds)),
      },
    ];
  });
}

function statistic(values: readonly number[]): Statistic {
  const count = values.length;
  if (count === 0) return { mean: null, deviation: null, count };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  // s² = Σ(x − mean)² / (n − 1)
  const deviation = count < 2 ? null : Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
  return { mean, deviation, count };
}

/** The value of a parameter that all runs of a configuration share; undefined if they differ, as after the extension of one. */
export function sharedValue(summary: ConfigurationSummary<ConfiguredRun>, key: string): number | string | undefined {
  const value = summary.first.values[key];
  return summary.runs.every(({ values }) => values[key] === value) ? value : undefined;
}
