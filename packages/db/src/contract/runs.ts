import type { JsonObject, MeasuredRun } from '@hourglass/sweeps';
import type { EpochMetrics } from '@hourglass/sweeps/metrics';
import type { RunKind, RunState, Wanted } from '@hourglass/sweeps/run-state';

/** What happened where: recorded with every attempt. */
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

export interface Epoch {
  /** From 1; 0 for a baseline, which is fitted once. */
  readonly epoch: number;
  /** The last step of the epoch, counted from 1 over the whole run. */
  readonly step: number;
  /**
   * The numbers that were recorded of it, by part and name; what they mean is in the table of metrics (packages/model/src/metrics). What was
   * not recorded is missing. NaN is a value that was not finite: the store does not tell NaN from infinities.
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
  readonly name: string | null;
  readonly notes: string | null;
  /** In the order of the alphabet. */
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
   * Costs per sample of the last epoch, and of the best one. They repeat the metrics `validation.cost`, `best.validation.cost`, `test.cost` and
   * `train.cost`, and change in the transaction that records or removes an epoch. Null where there is none, or where it was not finite.
   */
  readonly lastValidationCost: number | null;
  readonly bestValidationCost: number | null;
  readonly lastTestCost: number | null;
  readonly lastTrainCost: number | null;
  /** The epoch with the lowest validation cost, the earliest of equal ones (`bestBy` of the metrics); null where no epoch has a finite one. */
  readonly bestEpoch: number | null;
  /** Sum of the epochs' seconds. */
  readonly trainingSeconds: number;
  readonly provenance: Provenance | null;
  /** The last epoch with recorded reconstructions, 0 for a baseline's, null where there are none. */
  readonly lastReconstructionEpoch: number | null;
  /** When it was put out of sight. */
  readonly archivedAt: number | null;
}

/** What a complete run took, for estimates. */
export interface Measurement extends Omit<MeasuredRun, 'config' | 'sampleShape'> {
  readonly kind: RunKind;
  readonly parameters: JsonObject;
  /** Of its data; null where what is known of them was not kept. */
  readonly sampleShape: readonly number[] | null;
  /** The processor that it ran on; null where that was not recorded. */
  readonly cpu: string | null;
}

export interface RunRepository {
  /** Runs of a sweep (or all), by creation. Baselines are included and marked by `kind`. */
  list(filter?: { readonly sweep?: string; readonly state?: RunState; readonly kind?: RunKind }): Promise<readonly Run[]>;
  get(id: string): Promise<Run>;
  /** Several by exact id, in the order asked for; unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<readonly Run[]>;
  /** All epochs of a run, in order, each with all of its numbers: no epoch is seen with some of them. */
  epochs(id: string): Promise<readonly Epoch[]>;
  /** SHA-256 of what its spec asked for: configuration, seed and data. */
  fingerprint(id: string): Promise<string>;
  /** Fingerprints of a sweep's runs, deleted ones left out. */
  fingerprintsOf(sweep: string): Promise<ReadonlySet<string>>;
  /** Of the newest complete runs and baselines. */
  measurements(limit: number): Promise<readonly Measurement[]>;
}
