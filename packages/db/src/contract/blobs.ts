export interface BlobReference {
  /** SHA-256 of the content, hex. */
  readonly hash: string;
  readonly bytes: number;
}

/**
 * Content-addressed files: checkpoints, reconstructions and uploads (uploads.ts).
 *
 * Guarantees:
 * - A file under its hash is complete: a crash or an error during `put` leaves no file, or a partial one under another name, which
 *   `storage.collect` removes.
 * - From `put` until a recording of the same process that refers to the blob has committed, neither `remove` nor `storage.collect` of any process
 *   removes it. Runs may share content, so another run may release the same blob at any moment. If the process ends in between, `collect` removes the
 *   blob: at once if no worker holds a run, otherwise ten minutes after it was put.
 * - Any other blob that no row refers to is garbage, which `storage.collect` removes. A recording that refers to a removed blob throws BLOB_MISSING.
 * - Any process may call every method concurrently, also for the same content.
 */
export interface BlobStore {
  /**
   * Stores the concatenated pieces. The file is on disk when this resolves: written under a temporary name, fsynced, renamed, folder
   * fsynced. Equal content is stored once. The caller must not change the pieces until then.
   *
   * @throws DbError DISK_FULL, READ_ONLY
   */
  put(...pieces: readonly Uint8Array[]): Promise<BlobReference>;
  /** Reads a whole blob and verifies its hash. @throws DbError BLOB_MISSING, BLOB_DAMAGED */
  get(reference: BlobReference): Promise<Uint8Array>;
  /**
   * Reads a blob piece by piece and verifies its hash at the end: after the last piece of a damaged blob comes BLOB_DAMAGED.
   *
   * @throws DbError BLOB_MISSING, BLOB_DAMAGED
   */
  read(reference: BlobReference): AsyncIterable<Uint8Array>;
  /**
   * Removes the files that no row references and that nobody has just put, and keeps the others. The check and the removal run under the write lock, so no reference can
   * appear in between. Removes nothing during a backup (`storage.backUp`); `storage.collect` removes the files later. Ignores missing files.
   */
  remove(references: readonly BlobReference[]): Promise<void>;
}
