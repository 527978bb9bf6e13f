import type { JsonObject, MeasuredRun } from '@hourglass/sweeps';
import type { DatasetFacts } from '@hourglass/sweeps/dataset-facts';
import type { FieldIndex } from '@hourglass/sweeps/filter';
import type { RunKind, RunState, Wanted } from '@hourglass/sweeps/run-state';

/*
 * What the rest of Hourglass may ask of the database: plain, frozen data in and out.
 * Ids are the public ones: ten random base32 characters. Times are UTC milliseconds.
 */

export type { Json, JsonObject } from '@hourglass/sweeps';

// ── Sweeps ────────────────────────────────────────────────────────────────────────────────────────

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

export interface SweepRepository {
  /**
   * Creates the sweep with its runs, or, where a sweep with this fingerprint exists, adds the runs it lacks. Repeats nothing.
   * `retry` puts its failed and stopped runs back to waiting. `source` is what its events name; `cli` unless given.
   */
  upsert(
    sweep: NewSweep,
    options?: { readonly retry?: boolean; readonly source?: NewEvent['source'] },
  ): Promise<{ readonly sweep: Sweep; readonly addedRuns: number; readonly existed: boolean }>;
  list(): Promise<readonly Sweep[]>;
  /** The sweep that is found by a fingerprint, a deleted one left out. */
  byFingerprint(fingerprint: string): Promise<Sweep | null>;
  /** @throws DbError NOT_FOUND, AMBIGUOUS_ID. Any unique prefix of an id is accepted. */
  get(id: string): Promise<Sweep>;
}

// ── Runs ──────────────────────────────────────────────────────────────────────────────────────────

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
  /** Sum over the epoch's last batch, evaluated again after the last update, as the seed prints it; null for a baseline. */
  readonly lastBatchCost: number | null;
  /** Mean over the epoch of the costs seen before each update, per sample. */
  readonly trainCostPerSample: number;
  readonly validationCostPerSample: number;
  readonly testCostPerSample: number;
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
  /** The last and the best epoch's validation cost, and the last test and train cost, per sample. */
  readonly lastValidationCost: number | null;
  readonly bestValidationCost: number | null;
  readonly lastTestCost: number | null;
  readonly lastTrainCost: number | null;
  /** Sum of the epochs' seconds. */
  readonly trainingSeconds: number;
  readonly provenance: Provenance | null;
  /** The last epoch with recorded reconstructions, 0 for a baseline's, null where there are none. */
  readonly lastReconstructionEpoch: number | null;
  /** When it was put out of sight. */
  readonly archivedAt: number | null;
}

/** What a complete run took, for estimates. */
export interface Measurement extends Omit<MeasuredRun, 'config'> {
  readonly kind: RunKind;
  readonly parameters: JsonObject;
  /** The processor that it ran on; null where that was not recorded. */
  readonly cpu: string | null;
}

export interface RunRepository {
  /** Runs of a sweep (or all), by creation. Baselines are included and marked by `kind`. */
  list(filter?: { readonly sweep?: string; readonly state?: RunState; readonly kind?: RunKind }): Promise<readonly Run[]>;
  get(id: string): Promise<Run>;
  /** Several by exact id, in the order asked for; unknown ids are left out. */
  getMany(ids: readonly string[]): Promise<readonly Run[]>;
  epochs(id: string): Promise<readonly Epoch[]>;
  /** SHA-256 of what its spec asked for: configuration, seed and data. */
  fingerprint(id: string): Promise<string>;
  /** Fingerprints of a sweep's runs, deleted ones left out. */
  fingerprintsOf(sweep: string): Promise<ReadonlySet<string>>;
  /** Of the newest complete runs and baselines. */
  measurements(limit: number): Promise<readonly Measurement[]>;
}

// ── Finding runs over all sweeps ──────────────────────────────────────────────────────────────────

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

/** What people add to runs of any state; nothing of it changes what was measured. */
export interface Annotation {
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  /** Null takes it away. */
  readonly notes?: string | null;
  readonly name?: string | null;
  readonly isArchived?: boolean;
}

/** What a run carried before it was annotated: the fields that were changed, and only those. */
export interface FormerAnnotation {
  readonly run: string;
  readonly tags?: readonly string[];
  readonly notes?: string | null;
  readonly name?: string | null;
  readonly archivedAt?: number | null;
}

export interface AnnotationRepository {
  /** Changes all of these runs or, where one is unknown, none. Gives what each of them carried before. @throws DbError NOT_FOUND */
  annotate(runs: readonly string[], annotation: Annotation, source: NewEvent['source']): Promise<readonly FormerAnnotation[]>;
  /** Takes an annotation back: every field that is named is as it was. All or, where a run is unknown, none. @throws DbError NOT_FOUND */
  restore(former: readonly FormerAnnotation[], source: NewEvent['source']): Promise<void>;
}

/** A way to look at the runs of all sweeps. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly definition: JsonObject;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ViewRepository {
  /** By name. */
  list(): Promise<readonly View[]>;
  /** Creates it, or changes the one with this name. */
  save(name: string, definition: JsonObject): Promise<View>;
  /** @throws DbError NOT_FOUND */
  remove(id: string): Promise<void>;
}

// ── Leases: who trains what ───────────────────────────────────────────────────────────────────────

export interface WorkerIdentity {
  readonly hostname: string;
  readonly bootId: string;
  readonly pid: number;
  /** Start time of the process, so that a reused pid is not taken for the old worker. */
  readonly startedAt: number;
}

/** Proof of a claim. Every write of a worker carries it and is conditional on the run's attempt number. */
export interface Claim {
  readonly run: Run;
  readonly attempt: number;
  readonly key: number;
}

export interface LeaseRepository {
  /**
   * Claims the oldest waiting run that is wanted to run (in one immediate transaction: many claimers, one winner), raises its attempt
   * number and removes what was recorded past its last checkpoint. Baselines come first. Null when nothing waits.
   */
  claim(worker: WorkerIdentity, options: { readonly leaseMilliseconds: number; readonly sweep?: string }): Promise<Claim | null>;
  /** Extends the lease, records progress and tells what a person wants. @throws DbError LEASE_LOST */
  heartbeat(claim: Claim, progress: { readonly step: number }): Promise<{ readonly wanted: Wanted }>;
  /** Gives the run back: `running → waiting`. @throws DbError LEASE_LOST */
  release(claim: Claim, reason: string): Promise<void>;
  /**
   * `running → complete | pruned | failed | stopped`. Where `keep` is given its checkpoints are thinned with it, and the blobs that
   * nothing refers to any more come back for the caller to remove. @throws DbError LEASE_LOST
   */
  finish(
    claim: Claim,
    end: {
      readonly state: 'complete' | 'pruned' | 'failed' | 'stopped';
      readonly exitReason: string | null;
      readonly keep?: CheckpointKeeping;
    },
  ): Promise<readonly BlobReference[]>;
  /** The only thing that a worker writes of a run which is no longer its own: that it found out. */
  reportLoss(claim: Claim, message: string): Promise<void>;
  /**
   * Forgets a checkpoint that can't be used and takes the claimed run back to the one before it, or to its start: the claim as it stands
   * then, and the blobs for the caller to remove. @throws DbError LEASE_LOST
   */
  withoutCheckpoint(
    claim: Claim,
    checkpoint: number,
    reason: string,
  ): Promise<{ readonly claim: Claim; readonly released: readonly BlobReference[] }>;
  /**
   * Puts runs back to waiting whose lease ran out or whose worker is known dead (same host, same boot, no such process). One whose workers
   * died three times without its getting on is `failed`. Gives the ids of all of them.
   */
  reclaim(observer: {
    readonly hostname: string;
    readonly bootId: string;
    readonly isAlive: (worker: WorkerIdentity) => boolean;
  }): Promise<readonly string[]>;
}

// ── Workers: who is there ─────────────────────────────────────────────────────────────────────────

/** The engine that a worker loaded, and what it did not use. */
export interface WorkerEngine {
  readonly name: string;
  readonly version: string;
  readonly libraryVersion: string | null;
  /** Faster ones that could not be used, why, and what to do about it. */
  readonly declined: readonly { readonly name: string; readonly reason: string; readonly remedy: string }[];
}

/** What a worker says of itself. */
export interface Presence {
  readonly engine: WorkerEngine;
  /** What it takes of the machine's memory, in bytes. */
  readonly memoryBytes: number;
}

/** A run in the hands of a worker. */
export interface HeldRun {
  readonly run: string;
  readonly sweep: string;
  readonly sweepName: string;
  readonly kind: RunKind;
  readonly place: number | null;
  readonly attempt: number;
  readonly step: number;
  readonly totalSteps: number;
  /** The step it went on from, and when. */
  readonly fromStep: number;
  readonly claimedAt: number;
  readonly heartbeatAt: number;
  /** When the lease runs out, if nothing is heard. */
  readonly expiresAt: number;
}

export interface WorkerStatus extends WorkerIdentity {
  readonly key: number;
  readonly seenAt: number;
  readonly endedAt: number | null;
  readonly memoryBytes: number | null;
  readonly engine: WorkerEngine | null;
  readonly held: HeldRun | null;
}

/** What waits to be trained in a sweep, in the order in which workers take it up, and how fast its runs have gone. */
export interface QueuedSweep {
  readonly sweep: string;
  readonly name: string;
  readonly wanted: Wanted;
  readonly waiting: number;
  readonly running: number;
  /** Waiting, and wanted to pause. */
  readonly paused: number;
  /** Steps that are left to those that wait or run and are wanted to run. */
  readonly stepsLeft: number;
  /** What the last attempts at its runs took, from claim to last sign, and the steps that they made. */
  readonly measuredSeconds: number;
  readonly measuredSteps: number;
}

export interface WorkerRepository {
  /** Says that this worker is there. */
  present(worker: WorkerIdentity, presence: Presence): Promise<void>;
  /** Says that this worker ends. */
  leave(worker: WorkerIdentity): Promise<void>;
  /** Those that were seen since a moment and have not left, and those that hold a run, the oldest first. */
  list(since: number): Promise<readonly WorkerStatus[]>;
  /** Sweeps with runs that wait or run, in the order of the queue. */
  queue(): Promise<readonly QueuedSweep[]>;
}

// ── Steering: what a person wants ─────────────────────────────────────────────────────────────────

export type SteeringTarget = { readonly run: string } | { readonly sweep: string };

export interface SteeredBy {
  readonly source: NewEvent['source'];
  /** Why, as a sentence, where it was not simply a person's wish. */
  readonly reason?: string;
}

/** What was done, as the event says it and as it is to be told. */
export interface Steered {
  readonly id: string;
  readonly message: string;
  /** It was wanted so already: nothing was changed. */
  readonly isUnchanged?: true;
}

export const steeringActions = ['pause', 'resume', 'stop', 'retry', 'remove', 'restore'] as const;
/** `restore` takes a deletion back, while that can be. */
export type SteeringAction = (typeof steeringActions)[number];

export interface RemovedBy extends SteeredBy {
  /** How long the deletion can be taken back, in milliseconds: nothing is reclaimed before. Not at all where it is missing. */
  readonly undoMilliseconds?: number;
}

/** What came of steering several. */
export interface SteeredMany {
  readonly done: readonly Steered[];
  /** Those whose state does not allow it, or that are not there, each with the sentence that says so. They are as they were. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Every change is told by an event with its source, and obeyed by the worker's next heartbeat.
 *
 * @throws DbError STATE_CONFLICT with a sentence where the state of a run does not allow it, NOT_FOUND, AMBIGUOUS_ID, ID_INVALID
 */
export interface SteeringRepository {
  /** `pause`: checkpointed and released, waits; `run`: goes on; `stop`: ends for good, with what it has. */
  want(target: SteeringTarget, wanted: Wanted, by: SteeredBy): Promise<Steered>;
  /** Puts a failed or stopped run, or all of a sweep, back to waiting: from its last checkpoint, or from the start. */
  retry(target: SteeringTarget, by: SteeredBy & { readonly fromStart?: boolean }): Promise<Steered>;
  /** Deletes: a tombstone at once; rows and blobs go when no worker has them any more (`storage.collect`). */
  remove(target: SteeringTarget, by: RemovedBy): Promise<Steered>;
  /** How many epochs a run has that can be given more, or why it can't, as a sentence. Changes nothing. */
  extension(run: string): Promise<{ readonly epochs: number } | { readonly whyNot: string }>;
  /** One thing done to several, many to a transaction: to each whose state allows it. Throws for none of them. */
  many(targets: readonly SteeringTarget[], action: SteeringAction, by: RemovedBy): Promise<SteeredMany>;
  /** More epochs for a complete run that kept its optimizer's state. */
  extend(run: string, epochs: number, by: SteeredBy): Promise<Steered>;
  /** Adds to a sweep the runs that a wider spec of it describes; it is found by each of its specs from then on. */
  widen(sweep: string, wider: NewSweep, by: SteeredBy): Promise<Steered & { readonly addedRuns: number }>;
}

// ── What workers say of a run ─────────────────────────────────────────────────────────────────────

export const logLevels = ['info', 'warning', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogLine {
  readonly id: number;
  readonly attempt: number;
  readonly time: number;
  readonly level: LogLevel;
  readonly message: string;
}

export interface LogRepository {
  /** Not conditional on the claim: a worker that lost its run says so here. Of each run the newest 2,000 lines are kept. */
  append(claim: Claim, lines: readonly Pick<LogLine, 'level' | 'message' | 'time'>[]): Promise<void>;
  /** Lines after a cursor, oldest first; at most `limit`, and then the newest of them. */
  ofRun(run: string, options: { readonly after?: number; readonly limit: number }): Promise<readonly LogLine[]>;
}

// ── Storage: what it takes, and what can be freed ─────────────────────────────────────────────────

export interface Usage {
  /** The database's file, its WAL, and every blob. */
  readonly databaseBytes: number;
  readonly blobBytes: number;
  /** What a person allows the home to take, or null. */
  readonly budgetBytes: number | null;
}

/** What is there and nobody needs. */
export interface Garbage {
  readonly deletedRuns: number;
  readonly deletedSweeps: number;
  /** Deleted, but a worker has not let go of them yet, or the deletion can still be taken back. */
  readonly heldRuns: number;
  /** Files under `blobs/` that nothing refers to, with what was left of interrupted writing. */
  readonly files: number;
  readonly fileBytes: number;
  /** What the rows of deleted runs take, and pages of the database that are free already. */
  readonly databaseBytes: number;
}

/** What deleting would free, once workers have let go. */
export interface Freed {
  readonly runs: number;
  readonly baselines: number;
  readonly sweeps: number;
  /** Of the runs: those that are being trained. */
  readonly running: number;
  /** Rows of the runs: costs, pictures, results. */
  readonly rowBytes: number;
  /** Files that nothing else refers to. */
  readonly files: number;
  readonly fileBytes: number;
  /** Bytes of files that stay, because runs that stay have the same content. */
  readonly sharedBytes: number;
}

/** Something wrong with what is stored, and what to do about it. */
export interface Finding {
  readonly problem: string;
  readonly remedy: string;
}

export interface StorageRepository {
  usage(): Promise<Usage>;
  /** Bytes of rows and blobs of a sweep's runs; a blob that runs share is counted once. */
  usageOfSweep(sweep: string): Promise<number>;
  /** What deleting these would free. Changes nothing. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  wouldFree(targets: readonly SteeringTarget[]): Promise<Freed>;
  setBudget(bytes: number | null): Promise<void>;
  /** A sentence where the home takes more than its budget, else null. */
  overBudget(): Promise<string | null>;
  /** What `collect` would free. Changes nothing. */
  garbage(): Promise<Garbage>;
  /** Frees it. `compact` gives the database's free pages back to the disk, too. */
  collect(options?: { readonly compact?: boolean }): Promise<Garbage>;
  /** Reads everything: the database, every blob, and what refers to what. */
  check(): Promise<readonly Finding[]>;
  /** A copy of the database as of one moment, at a path; `work` then reads the blobs that it refers to, none of which is removed meanwhile. */
  backUp(path: string, work: (blobs: readonly BlobReference[]) => Promise<void>): Promise<void>;
}

// ── What a worker records: everything of one flush in one transaction ─────────────────────────────

export interface CostPoints {
  /** `cost`: per step, per sample, before the update. */
  readonly series: string;
  /** Step of the first value, from 1; the values follow step by step. */
  readonly firstStep: number;
  readonly values: Float32Array;
  readonly startedAt: number;
  readonly endedAt: number;
}

export interface NewReconstruction {
  /** From 1; 0 for a baseline. */
  readonly epoch: number;
  readonly probeSet: string;
  /** Lossless 8-bit grayscale PNG: samples side by side, see `atlasColumns`. */
  readonly atlas: Uint8Array;
  readonly atlasColumns: number;
  /** The values that 0 and 255 stand for. */
  readonly low: number;
  readonly high: number;
  readonly clippedPixels: number;
  /** Exact cost of each probe sample. */
  readonly costs: Float32Array;
}

export interface NewCheckpoint {
  readonly step: number;
  readonly epoch: number;
  /** From `blobs.put`: the file is on disk before its row commits. */
  readonly blob: BlobReference;
  readonly withOptimizer: boolean;
  readonly validationCostPerSample: number | null;
}

export interface Recording {
  readonly points?: readonly CostPoints[];
  readonly epochs?: readonly Epoch[];
  readonly reconstructions?: readonly NewReconstruction[];
  readonly checkpoint?: NewCheckpoint;
  /** The parameters alone, kept apart from the whole state; with `checkpoint`, neither is there without the other. */
  readonly parametersCheckpoint?: NewCheckpoint;
  /** At the end: Float32 reconstructions of the probe set `[samples, size]`, and the cost of every test sample. */
  readonly result?: { readonly probeReconstructions: BlobReference; readonly testCosts: Float32Array };
  readonly provenance?: Provenance;
  readonly events?: readonly NewEvent[];
  /** Thins the checkpoints of the run, this recording's among them. */
  readonly keep?: CheckpointKeeping;
}

/** What a worker hears back when it records. */
export interface Recorded {
  /** What a person wants of the run. */
  readonly wanted: Wanted;
  /** The blobs that nothing refers to any more, for the caller to remove. */
  readonly released: readonly BlobReference[];
}

/**
 * Which checkpoints of a run stay. `training`: the last two whole ones and the best parameters. `complete`: the last and the best parameters.
 * `extendable`: these and the last whole one, from which the run can be given more epochs.
 */
export type CheckpointKeeping = 'training' | 'complete' | 'extendable';

export interface RecordingRepository {
  /**
   * Writes one flush in one transaction, conditional on the claim. Whoever records needs no heartbeat: this extends the lease, too.
   * @throws DbError LEASE_LOST, and then nothing was written
   */
  record(claim: Claim, recording: Recording): Promise<Recorded>;
  lastCheckpoint(run: string): Promise<Checkpoint | null>;
  checkpoints(run: string): Promise<readonly Checkpoint[]>;
}

export interface Checkpoint extends NewCheckpoint {
  readonly id: number;
  readonly createdAt: number;
  /** Engine and library that made it; another one's is refused. */
  readonly engine: string;
  readonly libraryVersion: string | null;
}

// ── Metrics ───────────────────────────────────────────────────────────────────────────────────────

export interface SeriesRange {
  /** Steps, both inclusive; the whole series where they are missing. */
  readonly from?: number;
  readonly to?: number;
  /** At most so many buckets. */
  readonly width: number;
}

export interface SeriesOfRun extends SeriesRange {
  /** A whole id. */
  readonly run: string;
}

/**
 * Buckets of a series, aligned arrays. Of one point each where there are no more than asked for: then min = max = mean. They are counted from
 * the first step of the series, wherever a range begins: those at its edges, and the last of a series, may cover fewer points.
 */
export interface SeriesBuckets {
  readonly series: string;
  /** The step of the series' first point. */
  readonly seriesBegin: number;
  readonly pointsPerBucket: number;
  /** Of the first bucket. */
  readonly firstStep: number;
  /** Of the last bucket; before the first step where there are no buckets. */
  readonly lastStep: number;
  /** Of the finite values, as `max` and `mean`; NaN where there are none. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float64Array;
  /** How many values are NaN or infinite. */
  readonly nonFinite: Uint32Array;
}

export interface MetricRepository {
  /**
   * At most `width` buckets between the steps, exact min and max included, as near to the width as whole entries of the store come.
   * @throws DbError NOT_FOUND, INPUT_INVALID
   */
  series(run: string, series: string, range: SeriesRange): Promise<SeriesBuckets>;
  /** The same of several runs, of one moment, in their order. A run that is not there has nothing. @throws DbError INPUT_INVALID */
  seriesOfRuns(series: string, ranges: readonly SeriesOfRun[]): Promise<readonly SeriesBuckets[]>;
}

// ── Reconstructions ───────────────────────────────────────────────────────────────────────────────

export interface NewProbeSet {
  /** `<dataset>-v<version>`; with `hash` it identifies the samples. */
  readonly dataset: string;
  readonly version: number;
  readonly hash: string;
  readonly sampleShape: readonly number[];
  readonly indices: Int32Array;
  readonly labels: Uint8Array | null;
  /** The originals, in the data's own range (mean not subtracted), as atlas and as exact values `[samples, size]`. */
  readonly atlas: Uint8Array;
  readonly atlasColumns: number;
  readonly low: number;
  readonly high: number;
  readonly originals: Float32Array;
}

export interface ProbeSet extends NewProbeSet {
  readonly id: string;
}

export interface Reconstruction extends Omit<NewReconstruction, 'atlas'> {
  readonly run: string;
}

export interface ReconstructionAtlas {
  readonly png: Uint8Array;
  /** It will stay. A run that goes back to a checkpoint, or is tried again, records its epochs again. */
  readonly isFinal: boolean;
}

export interface ReconstructionRepository {
  /** Stores the probe set once (by hash) and gives its id. */
  putProbeSet(probeSet: NewProbeSet): Promise<string>;
  probeSet(id: string): Promise<ProbeSet>;
  /** Recorded epochs of a run, ascending, with cost per sample of each probe sample; without the pictures. */
  list(run: string): Promise<readonly Reconstruction[]>;
  /** The picture of an epoch. @throws DbError NOT_FOUND */
  atlas(run: string, epoch: number): Promise<ReconstructionAtlas>;
  /** Cost per sample of each probe sample after an epoch. @throws DbError NOT_FOUND */
  costs(run: string, epoch: number): Promise<Float32Array>;
  result(run: string): Promise<{ readonly probeReconstructions: BlobReference; readonly testCosts: Float32Array } | null>;
}

// ── Events: the audit log, and the cursor of live updates ─────────────────────────────────────────

export interface NewEvent {
  readonly source: 'cli' | 'web' | 'worker';
  /** For example `sweep.created`, `run.started`, `run.epoch`, `run.complete`, `run.failed`, `run.resumed`, `run.released`, `run.pause`, `lease.lost`, `lease.noticed`. */
  readonly kind: string;
  readonly message: string;
  readonly data?: JsonObject;
}

export interface StoredEvent extends NewEvent {
  readonly id: number;
  readonly time: number;
  readonly sweep: string | null;
  readonly run: string | null;
}

export interface EventRepository {
  /** Events after the cursor, oldest first. */
  after(cursor: number, limit: number): Promise<readonly StoredEvent[]>;
  lastId(): Promise<number>;
  ofRun(run: string): Promise<readonly StoredEvent[]>;
  /** Runs that are running: what moves between events. */
  progress(): Promise<
    readonly {
      readonly run: string;
      readonly sweep: string;
      readonly step: number;
      readonly totalSteps: number;
      readonly heartbeatAt: number;
    }[]
  >;
}

// ── Blobs: content-addressed files under the home ─────────────────────────────────────────────────

export interface BlobReference {
  /** SHA-256 of the content, hex. */
  readonly hash: string;
  readonly bytes: number;
}

export interface BlobStore {
  /** The pieces, one behind the other: written to a temporary name, fsynced, renamed, folder fsynced. The same content twice is one file. */
  put(...pieces: readonly Uint8Array[]): Promise<BlobReference>;
  /** @throws DbError BLOB_MISSING, BLOB_DAMAGED (the hash is checked) */
  get(reference: BlobReference): Promise<Uint8Array>;
  /** Removes those that nothing refers to. */
  remove(references: readonly BlobReference[]): Promise<void>;
}

/** Everything together, for one home. */
export interface Store {
  readonly home: string;
  readonly sweeps: SweepRepository;
  readonly runs: RunRepository;
  readonly finding: FindingRepository;
  readonly annotations: AnnotationRepository;
  readonly views: ViewRepository;
  readonly leases: LeaseRepository;
  readonly workers: WorkerRepository;
  readonly steering: SteeringRepository;
  readonly recordings: RecordingRepository;
  readonly metrics: MetricRepository;
  readonly reconstructions: ReconstructionRepository;
  readonly events: EventRepository;
  readonly logs: LogRepository;
  readonly blobs: BlobStore;
  readonly storage: StorageRepository;
  /** A number that every commit changes, of whatever process. Quick, so that who waits for something need not look for it again and again. */
  changeMark(): number;
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  /** The folder that holds everything, for example `.hourglass`. */
  readonly home: string;
  /** `file:…`; overrides `<home>/hourglass.db`. */
  readonly databaseUrl?: string;
  /** A reader opens a read-only connection and creates nothing. */
  readonly mode: 'write' | 'read';
  /** The clock by which leases run out, UTC milliseconds: the machine's own, unless a test says otherwise. */
  readonly now?: () => number;
}
