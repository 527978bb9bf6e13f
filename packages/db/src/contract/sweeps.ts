import type { Json, JsonObject, SamplerVersion } from '@hourglass/sweeps';
import type { DatasetFacts } from '@hourglass/sweeps/dataset-facts';
import type { RunKind, RunState, Wanted } from '@hourglass/sweeps/run-state';
import type { NewEvent } from './events.ts';
import type { OnProgress } from './progress.ts';

export interface NewRun {
  readonly kind: RunKind;
  /** SHA-256 in hex; unique within a sweep. */
  readonly fingerprint: string;
  readonly seed: number;
  /** The full parameters, as the spec gave them with every default filled in. */
  readonly parameters: JsonObject;
  /** `parameters` flattened for filters and sorting, with the derived ones: depth, width, codeSize, parameterCount. */
  readonly values: Readonly<Record<string, number | string>>;
  readonly parameterCount: number;
  /** Steps that the whole run takes; 0 for a baseline. */
  readonly totalSteps: number;
}

export interface NewSweep {
  readonly name: string;
  /** The spec as validated. A sweep keeps every revision. */
  readonly spec: JsonObject;
  /** The text it was read from (YAML), or null when it came from flags. */
  readonly specText: string | null;
  /** SHA-256 of what identifies the sweep: the canonical spec. A spec given again finds its sweep by this. */
  readonly fingerprint: string;
  readonly dataset: string;
  /** What is known of its data. */
  readonly facts?: DatasetFacts;
  /** Names of the parameters that vary. */
  readonly axes: readonly string[];
  readonly runs: readonly NewRun[];
  /** Of the samplers that proposed `runs`; the current one unless given. A new sweep keeps it. */
  readonly samplerVersion?: SamplerVersion;
  /** The runs to add instead where the sweep exists and was created with version 1 of the samplers; `runs` unless given. */
  readonly runsOfSampler1?: readonly NewRun[];
}

export interface Sweep {
  readonly id: string;
  readonly name: string;
  readonly spec: JsonObject;
  readonly specText: string | null;
  readonly revision: number;
  readonly dataset: string;
  /** What is known of its data; null where it was stored before that was kept. */
  readonly facts: DatasetFacts | null;
  readonly axes: readonly string[];
  /** Of the samplers that proposed its runs. */
  readonly samplerVersion: SamplerVersion;
  readonly wanted: Wanted;
  /** Why it is paused, as a sentence, where nobody asked for it. */
  readonly wantedReason: string | null;
  readonly createdAt: number;
  /** Runs by state, baselines left out. */
  readonly counts: Readonly<Record<RunState, number>>;
  readonly baselines: number;
  /** The finished run with the lowest last validation cost. */
  readonly best: { readonly run: string; readonly validationCostPerSample: number } | null;
  /** Time of the last event of any of its runs. */
  readonly updatedAt: number;
}

export interface SweepQuery {
  /** The beginning of an id, or a part of a name, a tag or a data set's name; ASCII capitals are equal to small letters. Empty finds all. */
  readonly search?: string;
  /** Sweeps to skip, from the newest. 0 unless given. */
  readonly offset?: number;
  readonly limit: number;
}

export interface SweepPage {
  /** How many sweeps the search finds, on this page or not. */
  readonly total: number;
  readonly sweeps: readonly Sweep[];
}

/** A data set as a sweep's spec refers to it, and what is known of it. */
export interface SweepDataset {
  /** As it stands in the spec. */
  readonly reference: Json;
  readonly facts: DatasetFacts;
}

/**
 * Sweeps in the order of their creation. A deleted sweep is in no answer. Every method reads one moment, also while others write, and sends
 * statements whose size does not depend on how many sweeps or runs there are.
 */
export interface SweepRepository {
  /**
   * Creates the sweep with its runs, or, where a sweep with this fingerprint exists, adds the runs it lacks. Repeats nothing.
   * `retry` puts its failed and stopped runs back to waiting. `source` is what its events name; `cli` unless given.
   *
   * Runs are added in bounded transactions, as steering changes them (`SteeringRepository`). A new sweep, or one that was deleted, is hidden
   * until all its runs are there, and then appears at once. Interrupted, it stays hidden: the same call again completes it, and otherwise
   * `storage.collect` removes it after an hour. Concurrent calls with one fingerprint give one sweep, with each run once.
   *
   * @throws DbError STATE_CONFLICT where the sweep is deleted and its storage reclaimed while this adds to it
   */
  upsert(
    sweep: NewSweep,
    options?: { readonly retry?: boolean; readonly source?: NewEvent['source']; readonly onProgress?: OnProgress },
  ): Promise<{ readonly sweep: Sweep; readonly addedRuns: number; readonly existed: boolean }>;
  /**
   * One page, the newest first; of two that were created in the same millisecond, the one that was stored later. The page and its total are of
   * one moment. Between two pages, a sweep that was created or deleted meanwhile moves the later ones by one place: whoever needs each sweep
   * exactly once asks for all in one page. Takes time for the sweeps on the page and their runs, and little for those before it.
   */
  list(query: SweepQuery): Promise<SweepPage>;
  /** Several by exact id, in the order asked for; unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<readonly Sweep[]>;
  /** The data sets other than known ones that sweeps with facts were started on, each once, with the newest sweep's facts; the newest first. */
  datasets(): Promise<readonly SweepDataset[]>;
  /** The sweep that is found by a fingerprint, a deleted one left out. */
  byFingerprint(fingerprint: string): Promise<Sweep | null>;
  /** @throws DbError NOT_FOUND, AMBIGUOUS_ID. Any unique prefix of an id is accepted. */
  get(id: string): Promise<Sweep>;
}
