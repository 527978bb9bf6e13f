import type { JsonObject, MeasuredRun } from '@hourglass/sweeps';
import type { EpochMetrics, MetricKey, Ranking, RunMetricKey } from '@hourglass/sweeps/metrics';
import type { RunKind, RunState, Wanted } from '@hourglass/sweeps/run-state';

/** The software and machine that trained a run. Recorded with every attempt. */
export interface Provenance {
  readonly engine: string;
  readonly engineVersion: string;
  readonly libraryVersion: string | null;
  readonly threads: number;
  readonly packages: Readonly<Record<string, string>>;
  readonly node: string;
  readonly platform: string;
  readonly hostname: string;
  readonly cpu: string;
  readonly gitCommit: string | null;
  readonly gitDirty: boolean | null;
  readonly pid: number;
}

export const runExecutors = ['session', 'xla', 'eager'] as const;

/** What runs the steps of a run (`ExecutorUse` of the engine). Another one would compute other bits. */
export interface RunExecutor {
  readonly name: (typeof runExecutors)[number];
  /** Why it is not the one that was asked for, as a sentence. Null where it is. */
  readonly reason: string | null;
}

export interface Epoch {
  /** From 1; 0 for a baseline, which is fitted once. */
  readonly epoch: number;
  /** The last step of the epoch, counted from 1 over the whole run. */
  readonly step: number;
  /**
   * Recorded numbers, by part and name. The table of metrics (packages/model/src/metrics) defines them. A metric that was not recorded is missing.
   * Every value that was not finite is NaN: the store does not distinguish infinities.
   */
  readonly metrics: EpochMetrics;
  /** Training only, without evaluation. */
  readonly seconds: number;
  readonly endedAt: number;
}

export interface Run {
  readonly id: string;
  readonly sweep: string;
  readonly kind: RunKind;
  /** Counted over all runs of the home from 1. It never changes, and no other run ever has it. Null for a baseline. */
  readonly number: number | null;
  /**
   * The number of its configuration: runs with equal parameters share it, whatever their seed, data and sweep, and also if one is extended. It never
   * changes, and no other configuration ever has it. Counted from 1; null for a baseline.
   */
  readonly configuration: number | null;
  /** SHA-256 of its configuration, seed and data: baselines of several sweeps that are the same have the same. */
  readonly fingerprint: string;
  readonly name: string | null;
  readonly notes: string | null;
  /** In alphabetical order. */
  readonly tags: readonly string[];
  readonly seed: number;
  readonly parameters: JsonObject;
  readonly values: Readonly<Record<string, number | string>>;
  readonly parameterCount: number;
  readonly state: RunState;
  readonly wanted: Wanted;
  readonly attempt: number;
  /** Why it ended: a sentence for `failed` and `stopped`, else null. */
  readonly exitReason: string | null;
  readonly step: number;
  readonly totalSteps: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /**
   * Costs per sample of the last epoch, and of the best one. They copy the metrics `validation.cost`, `best.validation.cost`, `best.test.cost`,
   * `test.cost` and `train.cost`, and change in the transaction that records or removes an epoch. Null if there is no value, or if it was not finite.
   */
  readonly lastValidationCost: number | null;
  readonly bestValidationCost: number | null;
  readonly bestTestCost: number | null;
  readonly lastTestCost: number | null;
  readonly lastTrainCost: number | null;
  /** The metric that decides which epoch is the best: that of its sweep. The validation cost for a baseline. */
  readonly ranking: Ranking;
  /** The epoch whose value of `ranking` is best, the earliest of equal ones; null if no epoch has a finite one. */
  readonly bestEpoch: number | null;
  /** The value of `ranking` at `bestEpoch`; null if there is none. */
  readonly bestValue: number | null;
  /** Sum of the epochs' seconds. */
  readonly trainingSeconds: number;
  readonly provenance: Provenance | null;
  /** What runs its steps; null before its first step, and for a baseline. */
  readonly executor: RunExecutor | null;
  /** The last epoch with recorded reconstructions; 0 for those of a baseline; null if there are none. */
  readonly lastReconstructionEpoch: number | null;
  /** When it was archived; null if it is not. */
  readonly archivedAt: number | null;
}

/** The time and storage that a complete run took. For estimates. */
export interface Measurement extends Omit<MeasuredRun, 'config' | 'sampleShape'> {
  readonly kind: RunKind;
  readonly parameters: JsonObject;
  /** The shape of its samples; null if the sweep has no facts about its data. */
  readonly sampleShape: readonly number[] | null;
  /** The processor that it ran on; null if it was not recorded. */
  readonly cpu: string | null;
}

/**
 * Reads runs. `LeaseRepository`, `RecordingRepository`, `SteeringRepository` and `AnnotationRepository` change them.
 *
 * Every method reads one committed state of the database, and any process may call it concurrently with writers. Deleted runs, and runs of
 * deleted sweeps in lists over all sweeps, are left out. A method that takes one id accepts any unique prefix, and throws NOT_FOUND, AMBIGUOUS_ID
 * and ID_INVALID.
 */
export interface RunRepository {
  /** Runs of a sweep, or of all, in the order of their creation. Includes baselines, which have their own `kind`. */
  list(filter?: { readonly sweep?: string; readonly state?: RunState; readonly kind?: RunKind }): Promise<readonly Run[]>;
  get(id: string): Promise<Run>;
  /** Several runs by whole id, in the given order. Unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<readonly Run[]>;
  /**
   * The stored summary of a metric for several runs by whole id, by which runs are filtered and sorted. Runs without a finite value, and unknown ids,
   * are left out.
   */
  metric(ids: readonly string[], metric: RunMetricKey): Promise<ReadonlyMap<string, number>>;
  /** The metrics that runs of a sweep have a stored summary of, in the order of their first recording in the home. */
  metricsOf(sweep: string): Promise<readonly MetricKey[]>;
  /** The stored summary of a metric for the runs of a sweep, by id. Runs without a finite value are left out. */
  metricOfSweep(sweep: string, metric: RunMetricKey): Promise<ReadonlyMap<string, number>>;
  /** The epochs of a run above `after`, by default all, ascending, each with all of its numbers. The time depends on the returned epochs only. */
  epochs(id: string, options?: { readonly after?: number }): Promise<readonly Epoch[]>;
  /** SHA-256 of its configuration, seed and data. */
  fingerprint(id: string): Promise<string>;
  /** Fingerprints of the runs of a sweep. */
  fingerprintsOf(sweep: string): Promise<ReadonlySet<string>>;
  /** Measurements of the newest complete runs and baselines, the newest first. */
  measurements(limit: number): Promise<readonly Measurement[]>;
}
