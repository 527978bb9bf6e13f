import type { BlobReference } from './blobs.ts';
import type { OnProgress } from './progress.ts';
import type { SteeringTarget } from './steering.ts';

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
  /**
   * Frees it, in bounded transactions (`SteeringRepository`), however much it is: rows before the files that they refer to. A run that is given
   * again meanwhile stays; interrupted, the next call completes it. `compact` gives the database's free pages back to the disk, too.
   * `onProgress` counts runs.
   */
  collect(options?: { readonly compact?: boolean; readonly onProgress?: OnProgress }): Promise<Garbage>;
  /** Reads everything: the database, every blob, and what refers to what. */
  check(): Promise<readonly Finding[]>;
  /** A copy of the database as of one moment, at a path; `work` then reads the blobs that it refers to, none of which is removed meanwhile. */
  backUp(path: string, work: (blobs: readonly BlobReference[]) => Promise<void>): Promise<void>;
}
