import type { BlobReference } from './blobs.ts';
import type { OnProgress } from './progress.ts';
import type { SteeringTarget } from './steering.ts';

/** The budget counts `databaseBytes` and `blobBytes`: what is stored, and what deleting, thinning and collecting make less. */
export interface Usage {
  /** Pages of the database that hold something. */
  readonly databaseBytes: number;
  readonly blobBytes: number;
  /** On disk beside that, used again before the database grows: free pages of its file, and its write-ahead log. */
  readonly spareBytes: number;
  /** What a person allows the home to store, or null. */
  readonly budgetBytes: number | null;
}

/** Reconstructions that the specs of their sweeps do not ask to keep. */
export interface Thinned {
  readonly runs: number;
  readonly reconstructions: number;
  /** Of pictures and costs. */
  readonly bytes: number;
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
  /** What the rows of deleted runs take. */
  readonly databaseBytes: number;
  /** Pages of the database that are free already: they count against no budget, and `compact` gives them back to the disk. */
  readonly spareBytes: number;
}

export interface Collected extends Garbage {
  /** Whether the database's free pages were given back to the disk: asked for, and nobody trained. */
  readonly isCompacted: boolean;
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
  /** Where the home stores more than its budget, a sentence that says what frees how much; else null. It counts what `usage` counts. */
  overBudget(): Promise<string | null>;
  /** What `collect` would free. Changes nothing. */
  garbage(): Promise<Garbage>;
  /**
   * Frees it, in bounded transactions (`SteeringRepository`), however much it is: rows before the files that they refer to. A run that is given
   * again meanwhile stays; interrupted, the next call completes it. `compact` gives the database's free pages back to the disk, too, unless a
   * worker holds a run: that rewrites the whole file under the write lock, in one go. `onProgress` counts runs.
   */
  collect(options?: { readonly compact?: boolean; readonly onProgress?: OnProgress }): Promise<Collected>;
  /** What `thin` would remove. Changes nothing. */
  thinnable(): Promise<Thinned>;
  /**
   * Removes reconstructions that the specs of their sweeps do not ask to keep (`record.reconstructions`), in bounded transactions. Workers do so
   * as they record; this is for runs that were recorded before, or under another spec. What is kept is decided in the transaction that removes.
   * `onProgress` counts portions of runs.
   */
  thin(options?: { readonly onProgress?: OnProgress }): Promise<Thinned>;
  /** Reads everything: the database, every blob, and what refers to what. */
  check(): Promise<readonly Finding[]>;
  /**
   * A copy of the database as of one moment, at a path; `work` then reads the blobs that it refers to. From before that moment until `work` has
   * ended, however long that takes, no process removes any file; what nothing refers to meanwhile is left to `collect`. The hold ends with this
   * process, in whatever way it ends. Backups may be taken at the same time.
   */
  backUp(path: string, work: (blobs: readonly BlobReference[]) => Promise<void>): Promise<void>;
}
