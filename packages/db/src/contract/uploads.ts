import type { BlobReference } from './blobs.ts';

/**
 * Files of data that people uploaded to the home. They are blobs; a data set refers to one as `upload:ID/NAME`, where ID is the first 16 hex digits
 * of its hash.
 *
 * Guarantees:
 * - A file is there in full or not at all: after an error, a broken connection or a crash, `storage.collect` finds at most a partial file under
 *   another name.
 * - Neither `storage.collect` nor the release of a checkpoint removes a file while a sweep that is not finally deleted refers to it in any revision of
 *   its spec, while it is held, or while it is being added. Afterwards `storage.collect` removes it.
 * - A backup contains every file that a sweep refers to or that is held.
 * - Equal content is stored once, also when several processes add it concurrently.
 */
export interface UploadRepository {
  /** Why the home can't take a file of so many bytes now, as a sentence: free space, or its budget. Null if it can. */
  refusal(bytes: number): Promise<string | null>;
  /**
   * Stores a file as its bytes arrive, with memory for a few of them.
   *
   * @param bytes the length that was announced; content of another length is refused
   * @param heldUntil UTC milliseconds
   * @throws DbError DISK_FULL, INPUT_INVALID, READ_ONLY, and whatever `content` throws
   */
  add(content: AsyncIterable<Uint8Array>, options: { readonly bytes: number; readonly heldUntil: number }): Promise<BlobReference>;
  /** Holds files for a form that refers to them. A hold is never shortened. Ids that the home does not hold are ignored. */
  hold(ids: readonly string[], until: number): Promise<void>;
  /** The path of a file by its id; null if the home does not hold it. Synchronous: looks at one folder. */
  locate(id: string): string | null;
}
