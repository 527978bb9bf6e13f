import type { FieldDifference, Json, JsonObject, SamplerVersion } from '@hourglass/sweeps';
import type { DatasetFacts } from '@hourglass/sweeps/dataset-facts';
import type { Ranking } from '@hourglass/sweeps/metrics';
import type { RunKind, RunState, ShownState, Wanted } from '@hourglass/sweeps/run-state';
import type { NewEvent } from './events.ts';
import type { OnProgress } from './progress.ts';

export interface NewRun {
  readonly kind: RunKind;
  /** SHA-256 in hex; unique within a sweep. */
  readonly fingerprint: string;
  readonly seed: number;
  /** The full parameters: those of the spec, with every default filled in. */
  readonly parameters: JsonObject;
  /** `parameters` flattened for filters and sorting, with the derived ones: depth, width, codeSize, parameterCount. */
  readonly values: Readonly<Record<string, number | string>>;
  readonly parameterCount: number;
  /** Steps of the whole run; 0 for a baseline. */
  readonly totalSteps: number;
}

export interface NewSweep {
  readonly name: string;
  /** The spec as validated. A sweep keeps every revision. */
  readonly spec: JsonObject;
  /** The YAML text of the spec; null if it came from flags. */
  readonly specText: string | null;
  /** SHA-256 of the canonical spec, which identifies the sweep: resubmitting the spec finds the sweep by it. */
  readonly fingerprint: string;
  readonly dataset: string;
  /** Facts about its data. */
  readonly facts?: DatasetFacts;
  /** The metric by which epochs and runs are ranked; the lowest validation cost unless given. It never changes. */
  readonly ranking?: Ranking;
  /** Names of the parameters that vary. */
  readonly axes: readonly string[];
  readonly runs: readonly NewRun[];
  /** Version of the samplers that proposed `runs`; the current one unless given. A new sweep stores it. */
  readonly samplerVersion?: SamplerVersion;
  /** What it was cloned from. A sweep that exists already keeps what it has. */
  readonly clonedFrom?: ClonedFrom;
  /** The runs to add instead if the sweep exists and was created with version 1 of the samplers; `runs` unless given. */
  readonly runsOfSampler1?: readonly NewRun[];
}

/** What a sweep was cloned from: a sweep, or a run of it. */
export interface ClonedFrom {
  readonly sweep: string;
  readonly run: string | null;
}

/** The sweeps that a sweep is related to by cloning. */
export interface Relatives {
  /** Null if it was not cloned. The name is null if the parent was deleted. */
  readonly parent: (ClonedFrom & { readonly name: string | null }) | null;
  /** Newest first, without deleted ones. `run` is the run that was cloned; null if the sweep was. */
  readonly clones: readonly { readonly id: string; readonly name: string; readonly run: string | null }[];
}

export interface Sweep {
  readonly id: string;
  readonly name: string;
  readonly notes: string | null;
  /** In alphabetical order. */
  readonly tags: readonly string[];
  readonly spec: JsonObject;
  readonly specText: string | null;
  readonly revision: number;
  readonly dataset: string;
  /**
   * The first characters of the content hash of its data, where another sweep has other data of the same name; else null. Filters know it as
   * `dataset.hash`.
   */
  readonly datasetMark: string | null;
  /** The newest of the earlier sweeps with the same name, and how this one's spec differs from it; null if there is none. */
  readonly namesake: Namesake | null;
  /** Facts about its data; null for a sweep from a version that did not store them. */
  readonly facts: DatasetFacts | null;
  readonly axes: readonly string[];
  /** The metric by which its epochs and runs are ranked. */
  readonly ranking: Ranking;
  /** Version of the samplers that proposed its runs. */
  readonly samplerVersion: SamplerVersion;
  readonly wanted: Wanted;
  /** A sentence that says why it is paused, if no person paused it; else null. */
  readonly wantedReason: string | null;
  readonly createdAt: number;
  /** Number of runs by state, without baselines. */
  readonly counts: Readonly<Record<RunState, number>>;
  /** The same runs by what is shown of them, without zeros: a run that is paused, or whose sweep is, is `paused` instead of `waiting`. */
  readonly shownCounts: Readonly<Partial<Record<ShownState, number>>>;
  readonly baselines: number;
  /**
   * Of the runs that ended with a result (complete, pruned or stopped), the one with the best value of `ranking` at its best epoch; the oldest on a
   * tie. Null if none has a value.
   */
  readonly best: BestRun | null;
  /** Time of the last event of any of its runs. */
  readonly updatedAt: number;
}

/** What a spec added to a sweep. */
export interface AddedRuns {
  /** Without baselines. */
  readonly addedRuns: number;
  readonly addedBaselines: number;
}

export interface Namesake {
  readonly sweep: string;
  /** Empty where only the order of fields or the samples of a file differ. */
  readonly differences: readonly FieldDifference[];
}

/** The best run of a sweep, with its values at its best epoch. */
export interface BestRun {
  readonly run: string;
  readonly epoch: number;
  /** Value of the metric that the sweep's `ranking` names. */
  readonly value: number;
  /** Null if the epoch has no validation cost, or if it was not finite. */
  readonly validationCostPerSample: number | null;
  /** Null if the epoch has no test cost, or if it was not finite. */
  readonly testCostPerSample: number | null;
}

export interface SweepQuery {
  /** A prefix of an id, or a part of a name, a tag or a dataset's name. Case is ignored. An empty search matches all sweeps. */
  readonly search?: string;
  /** Number of sweeps to skip, from the newest. Defaults to 0. */
  readonly offset?: number;
  readonly limit: number;
}

export interface SweepPage {
  /** Number of sweeps that match the search, over all pages. */
  readonly total: number;
  readonly sweeps: readonly Sweep[];
}

/** A dataset as a spec refers to it, with its facts. */
export interface SweepDataset {
  /** The value in the spec. */
  readonly reference: Json;
  readonly facts: DatasetFacts;
}

/**
 * Creates and reads sweeps.
 *
 * Guarantees:
 * - Every reading method reads one committed state of the database and leaves out deleted sweeps. Any process may call it concurrently with writers.
 * - The size of a statement does not depend on the number of sweeps or runs.
 */
export interface SweepRepository {
  /**
   * Creates the sweep with its runs, or adds the missing runs to the sweep with this fingerprint. Repeating the call adds nothing. `retry` puts
   * failed and stopped runs back to waiting. Events name `source`, which is `cli` unless given.
   *
   * Runs are added in bounded transactions (`SteeringRepository`). A new sweep, or a deleted one, stays hidden until it has all its runs, and then
   * becomes visible in one transaction. After an error or a crash it stays hidden: the same call completes it, or `storage.collect` removes it
   * after an hour. Concurrent calls with one fingerprint create one sweep, with each run once.
   *
   * @throws DbError STATE_CONFLICT if the sweep is deleted and its storage reclaimed while this call adds runs
   */
  upsert(
    sweep: NewSweep,
    options?: { readonly retry?: boolean; readonly source?: NewEvent['source']; readonly onProgress?: OnProgress },
  ): Promise<AddedRuns & { readonly sweep: Sweep; readonly existed: boolean }>;
  /**
   * One page, the newest first; of two sweeps of the same millisecond, the one that was stored later comes first. A sweep that is created or deleted
   * between two calls shifts the later pages by one: a caller that needs each sweep exactly once requests them in one page. The time depends on the
   * sweeps of the page and their runs, and little on the offset.
   */
  list(query: SweepQuery): Promise<SweepPage>;
  /** Several sweeps by whole id, in the given order. Unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<readonly Sweep[]>;
  /** The datasets of all sweeps with facts, except built-in ones: each once, with the facts of its newest sweep, newest first. */
  datasets(): Promise<readonly SweepDataset[]>;
  /** The sweep with a fingerprint, its own or one that it was widened to; null if there is none. */
  byFingerprint(fingerprint: string): Promise<Sweep | null>;
  /** Accepts any unique prefix of an id. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  get(id: string): Promise<Sweep>;
  /** @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  relatives(id: string): Promise<Relatives>;
}
