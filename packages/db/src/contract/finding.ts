import type { FieldIndex } from '@hourglass/sweeps/filter';
import type { RunState } from '@hourglass/sweeps/run-state';
import type { Run } from './runs.ts';

export interface RunQuery {
  /**
   * An expression in the filter language (packages/sweeps, docs/finding.md). Baselines and archived runs are excluded unless it names
   * `kind` or `archived`.
   */
  readonly filter?: string;
  /** For example `lastValidationCost,-learningRate`. The newer run comes first on a tie. */
  readonly sort?: string;
}

export interface FoundRun extends Run {
  readonly sweepName: string;
  /** See `Sweep`. */
  readonly datasetMark: string | null;
  readonly dataset: string;
  /** Whether its sweep holds out validation samples (`dataset.validation` is not 0). */
  readonly hasValidation: boolean;
  /** Whether one of its epochs is the best: not where they are ranked by validation and no samples are held out. */
  readonly hasBest: boolean;
}

export interface RunGroup {
  /**
   * One value for each field in `by`; null if the runs have none. Of `dataset`, the name, with the mark of its content where data sets of the
   * same name differ: such data sets are groups of their own.
   */
  readonly values: readonly (number | string | null)[];
  readonly runs: number;
  /** Index of its first run among all that pass, in the order of `find` where its sort begins with the fields of the groups. */
  readonly firstRun: number;
  readonly states: Readonly<Partial<Record<RunState, number>>>;
  /** Best validation costs per sample, over the runs that have one lower than that of the mean sample in their sweep. */
  readonly costs: {
    readonly count: number;
    /** Runs that diverged or are no better than the mean sample: they are left out of the other numbers. */
    readonly excluded: number;
    /** Number of data sets that they are measured on. Costs on several cannot be compared: mean, deviation and lowest are null then. */
    readonly datasets: number;
    readonly mean: number | null;
    /** The sample standard deviation, with the divisor n − 1. Null for fewer than two costs. */
    readonly standardDeviation: number | null;
    readonly lowest: number | null;
  };
}

/**
 * Finds runs over all sweeps.
 *
 * Guarantees:
 * - Every method reads one state of the database, and any process may call it concurrently with writers.
 * - Deleted runs and runs of deleted sweeps are never found.
 * - The order is total: the same state of the database gives the same pages.
 */
export interface FindingRepository {
  /** Every field that a filter, a sort key or a column may name: the fields of every run, and the parameters and metrics that some run has. */
  fields(): Promise<FieldIndex>;
  /** One page of the runs that pass, and the number of all that pass. @throws DbError INPUT_INVALID, which names the position in the filter */
  find(query: RunQuery & { readonly offset: number; readonly limit: number }): Promise<{
    readonly total: number;
    readonly runs: readonly FoundRun[];
  }>;
  /** Ids of the runs that pass, in the order of `find`. @throws DbError INPUT_INVALID */
  ids(query: RunQuery & { readonly offset?: number; readonly limit: number }): Promise<readonly string[]>;
  /**
   * The runs that pass, grouped by up to three fields. The groups are in the order of `sort`: by their values, or, for a field that differs
   * within them, by its lowest value, or its highest where the key descends; then by their values. Missing values are last. `find` returns the
   * runs of each group contiguously when its sort begins with these fields: `firstRun` says where.
   *
   * @throws DbError INPUT_INVALID
   */
  groups(query: RunQuery & { readonly by: readonly string[]; readonly limit: number }): Promise<{
    readonly groups: readonly RunGroup[];
    /** True if there are more groups than the limit. */
    readonly isCut: boolean;
  }>;
  /** At most `limit` values of a field over all runs, as text, the most frequent first. For completion. @throws DbError INPUT_INVALID */
  valuesOf(field: string, limit: number): Promise<readonly string[]>;
}
