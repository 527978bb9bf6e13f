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
