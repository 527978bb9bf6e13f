import type { BlobReference } from './blobs.ts';
import type { OnProgress } from './progress.ts';
import type { SteeringTarget } from './steering.ts';

export interface Usage {
  /** What the budget counts: database, blobs and fits. Deleting, thinning and collecting reduce it. */
  readonly storedBytes: number;
  /** Pages of the database in use. */
  readonly databaseBytes: number;
  readonly blobBytes: number;
  /** Cached fits of baselines. */
  readonly fitBytes: number;
  /** Further space on disk that is reused before the database grows: free pages of its file, and its write-ahead log. */
  readonly spareBytes: number;
  /** The limit that a person has set for the home; null if there is none. */
  readonly budgetBytes: number | null;
}

/** Reconstructions that the specs of their sweeps do not ask to keep. */
export interface Thinned {
  readonly runs: number;
  readonly reconstructions: number;
  /** Bytes of images, costs and codes. */
  readonly bytes: number;
}

/** Unused data that can be removed. */
export interface Garbage {
  readonly deletedRuns: number;
  readonly deletedSweeps: number;
  /** Deleted runs that a worker still holds, or whose deletion can still be undone. */
  readonly heldRuns: number;
  /** Files under `blobs/` that no row refers to, including partial ones of interrupted writes. */
  readonly files: number;
  readonly fileBytes: number;
  /** Names of cached fits under `fits/` of data on which no sweep has a baseline, and partial ones of interrupted writes. */
  readonly fits: readonly string[];
  readonly fitBytes: number;
  /** Bytes of the rows of deleted runs. */
  readonly databaseBytes: number;
  /** Free pages of the database. They do not count against the budget; `compact` returns them to the file system. */
  readonly spareBytes: number;
}

export interface Collected extends Garbage {
  /** True if the free pages were returned to the file system: it was requested, and no worker held a run. */
  readonly isCompacted: boolean;
}

/** What deleting would free, once no worker holds the runs. */
export interface Freed {
  readonly runs: number;
  readonly baselines: number;
  readonly sweeps: number;
  /** How many of the runs are being trained. */
  readonly running: number;
  /** Bytes of rows: costs, images, results. */
  readonly rowBytes: number;
  /** Files that no other run refers to. */
  readonly files: number;
  readonly fileBytes: number;
  /** Bytes of files that stay, because a remaining run has the same content. */
  readonly sharedBytes: number;
}

/** A fault in the stored data, and how to repair it. */
export interface StoreFault {
  readonly problem: string;
  readonly remedy: string;
}

/**
 * Disk usage, garbage collection, consistency checks and backups.
 *
 * Guarantees:
 * - Any process may call every method concurrently, also while workers train.
 * - `wouldFree`, `garbage` and `thinnable` read one state of the database and change nothing.
 * - `collect` and `thin` use bounded transactions (`SteeringRepository`). An error leaves the committed ones; the next call completes the work.
 *   Rows are removed before the files that they refer to, so no row ever lacks its file.
 */
export interface StorageRepository {
  usage(): Promise<Usage>;
  /** Bytes of rows and blobs of a sweep's runs, and of the uploaded files of its data. A blob that several runs share counts once. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  usageOfSweep(sweep: string): Promise<number>;
  /** What deleting the targets would free. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  wouldFree(targets: readonly SteeringTarget[]): Promise<Freed>;
  /** Sets the budget of the home, or removes it. Workers read it at their next checkpoint. */
  setBudget(bytes: number | null): Promise<void>;
  /** A sentence with the ways to free space if the home stores more than its budget, else null. */
  overBudget(): Promise<string | null>;
  /** What `collect` would free. */
  garbage(): Promise<Garbage>;
  /**
   * Removes all garbage and returns what it found at its start. A run whose spec is submitted again meanwhile stays. `compact` also returns the free
   * pages of the database to the file system, unless a worker holds a run: it rewrites the whole file in one transaction under the write lock. The
   * unit of `onProgress` is runs.
   */
  collect(options?: { readonly compact?: boolean; readonly onProgress?: OnProgress }): Promise<Collected>;
  /** What `thin` would remove. */
  thinnable(): Promise<Thinned>;
  /**
   * Removes reconstructions that the specs of their sweeps do not keep (`record.reconstructions`) and returns what it found at its start.
   * Workers thin while they record; this method is for runs that were recorded earlier or under another spec. Each transaction decides again
   * what it removes. The unit of `onProgress` is portions of at most 100 reconstructions of a run.
   */
  thin(options?: { readonly onProgress?: OnProgress }): Promise<Thinned>;
  /**
   * Reads the whole database, every blob and every reference, and returns all faults. A fault is a result, not an error. Changes nothing, and holds
   * no read transaction while it reads files. A file that was replaced meanwhile is no fault. The unit of `onProgress` is files.
   */
  check(options?: { readonly onProgress?: OnProgress }): Promise<readonly StoreFault[]>;
  /**
   * Copies one state of the database to `path`, checks the copy, and calls `work` with the blobs that the copy refers to. From before the copy until
   * `work` settles, no process removes any blob file; a later `collect` removes the garbage of that time. The system releases this lock when the
   * process ends in any way. Several backups may run at the same time. After an error the file at `path` may exist: the caller removes it.
   *
   * @throws DbError DATABASE_UNREADABLE if the copy is damaged, and whatever `work` throws
   */
  backUp(path: string, work: (blobs: readonly BlobReference[]) => Promise<void>): Promise<void>;
}
