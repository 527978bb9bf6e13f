import type { FieldIndex } from '@hourglass/sweeps/filter';
import type { RunState } from '@hourglass/sweeps/run-state';
import type { Run } from './runs.ts';

export interface RunQuery {
  /** In the filter language (packages/sweeps, docs/finding.md). Baselines and archived runs are left out unless it names `kind` or `archived`. */
  readonly filter?: string;
  /** `lastValidationCost,-learningRate`. Where that leaves two runs equal, the newer comes first. */
  readonly sort?: string;
}

export interface FoundRun extends Run {
  readonly sweepName: string;
  readonly dataset: string;
  /** Place among its sweep's runs, from 0, baselines left out; null for a baseline. */
  readonly place: number | null;
}

export interface RunGroup {
  /** One for each field that was grouped by; null where the runs have none. */
  readonly values: readonly (number | string | null)[];
  readonly runs: number;
  readonly states: Readonly<Partial<Record<RunState, number>>>;
  /** Last validation costs per sample of those that have one. */
  readonly costs: {
    readonly count: number;
    readonly mean: number | null;
    /** Of a sample: over n − 1. Null below two. */
    readonly standardDeviation: number | null;
    readonly least: number | null;
  };
}

export interface FindingRepository {
  /** Every field that a filter, a sorting or a column may name: those of all runs, and the parameters of those there are. */
  fields(): Promise<FieldIndex>;
  /** One page of the runs that pass, and how many there are in all. @throws DbError INPUT_INVALID, with the place in the filter */
  find(query: RunQuery & { readonly offset: number; readonly limit: number }): Promise<{
    readonly total: number;
    readonly runs: readonly FoundRun[];
  }>;
  /** Ids of the runs that pass, in order. @throws DbError INPUT_INVALID */
  ids(query: RunQuery & { readonly offset?: number; readonly limit: number }): Promise<readonly string[]>;
  /**
   * The runs that pass, grouped by up to three fields, in the order of their values, missing ones last: the order in which
   * `find` gives the runs when these fields lead its sorting. @throws DbError INPUT_INVALID
   */
  groups(query: RunQuery & { readonly by: readonly string[]; readonly limit: number }): Promise<{
    readonly groups: readonly RunGroup[];
    /** There were more than the limit. */
    readonly isCut: boolean;
  }>;
  /** Texts, tags or numbers that runs have for a field, for completion: the most frequent first. @throws DbError INPUT_INVALID */
  valuesOf(field: string, limit: number): Promise<readonly string[]>;
}
