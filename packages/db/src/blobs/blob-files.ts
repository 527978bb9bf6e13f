import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BlobReference } from '../contract/blobs.ts';
import { translateDiskFull } from '../disk-full.ts';
import { DbError } from '../errors.ts';
import { type FileLock, isShared, shareFile } from '../lock-file.ts';
import { syncFolder, writeFileDurably, writeStreamDurably } from './durable-writes.ts';

/** A file under the folder. */
export interface BlobFile {
  readonly path: string;
  /** Null for marks of puts, partial files of interrupted writes, and files in the wrong folder. */
  readonly hash: string | null;
  readonly isMark: boolean;
  /** A partial file that `putStream` writes, or has left. */
  readonly isStream: boolean;
  readonly bytes: number;
  /** UTC milliseconds. */
  readonly changedAt: number;
}

const hashPattern = /^[0-9a-f]{64}$/;

/** Suffix of files that are being written, or removed. */
const partialEnding = '.partial';

/**
 * Suffix of an empty file that marks a put whose row has not been committed. Runs can share content: without the mark, a process that forgets
 * its last reference would remove the file between another process's put and commit.
 */
const pendingEnding = '.pending';

/** Suffix of files that `putStream` is writing: their hash is known at their end. */
const streamEnding = '.upload';

/** Content-addressed files, `<folder>/ab/abcdef…`. A file named by its hash is always complete, even after a crash. */
export class BlobFiles {
  readonly #folder: string;
  readonly #holdPath: string;
  readonly #receivePath: string;
  /** Marks of this process, by hash. */
  readonly #marks = new Map<string, string[]>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#holdPath = `${folder}.lock`;
    this.#receivePath = `${folder}.receiving.lock`;
  }

  /**
   * Writes to a temporary file, fsyncs it, renames it and fsyncs its folder. Until `settle` no process removes the file.
   *
   * @throws DbError DISK_FULL
   */
  async put(...pieces: readonly Uint8Array[]): Promise<BlobReference> {
    const reference = Object.freeze({ hash: sha256(pieces), bytes: bytesOf(pieces) });
    const path = this.#path(reference.hash);
    const temporary = `${path}.${randomUUID()}${partialEnding}`;
    try {
      // Synchronous calls are faster here: awaiting one could wait for a training step that blocks the event loop.
      const isNewFolder = mkdirSync(dirname(path), { recursive: true }) !== undefined;
      // Before looking whether the file exists: see `remove`.
      this.#mark(reference.hash);
      if (this.has(reference)) return reference;
      await writeFileDurably(temporary, pieces);
      renameSync(temporary, path);
      await Promise.all([syncFolder(dirname(path)), isNewFolder ? syncFolder(this.#folder) : undefined]);
    } catch (error) {
      await rm(temporary, { force: true });
      this.settle(reference);
      throw translateDiskFull(error, path);
    }
    return reference;
  }

  /**
   * Like `put`, for content that arrives piece by piece. Call it between `receive` and the release of its lock.
   *
   * @param bytes the expected length
   * @throws DbError DISK_FULL, INPUT_INVALID for another length, and whatever `content` throws; then nothing is left
   */
  async putStream(content: AsyncIterable<Uint8Array>, bytes: number): Promise<BlobReference> {
    const temporary = join(this.#folder, `${randomUUID()}${streamEnding}`);
    try {
      const reference = Object.freeze({ hash: await writeStreamDurably(temporary, content, bytes), bytes });
      await this.#place(reference, temporary);
      return reference;
    } catch (error) {
      throw translateDiskFull(error, temporary);
    } finally {
      await rm(temporary, { force: true });
    }
  }

  /** Renames a complete file to its hash, unless that is there. The caller removes the temporary file. */
  async #place(reference: BlobReference, temporary: string): Promise<void> {
    const path = this.#path(reference.hash);
    const isNewFolder = mkdirSync(dirname(path), { recursive: true }) !== undefined;
    this.#mark(reference.hash);
    try {
      if (this.has(reference)) return;
      renameSync(temporary, path);
      await Promise.all([syncFolder(dirname(path)), isNewFolder ? syncFolder(this.#folder) : undefined]);
    } catch (error) {
      this.settle(reference);
      throw error;
    }
  }

  #mark(hash: string): void {
    const mark = `${this.#path(hash)}.${randomUUID()}${pendingEnding}`;
    writeFileSync(mark, '', { flag: 'wx' });
    this.#marks.set(hash, [...(this.#marks.get(hash) ?? []), mark]);
  }

  /** Ends the protection by one `put` of this process. Call it when the row that refers to the file is committed. */
  settle({ hash }: BlobReference): void {
    const [mark, ...others] = this.#marks.get(hash) ?? [];
    if (mark === undefined) return;
    rmSync(mark, { force: true });
    if (others.length > 0) this.#marks.set(hash, others);
    else this.#marks.delete(hash);
  }

  /**
   * The content piece by piece, with memory for a few of them. Verified at its end: whoever has used a damaged file's pieces gets the error after them.
   *
   * @throws DbError BLOB_MISSING, BLOB_DAMAGED
   */
  async *read(reference: BlobReference): AsyncGenerator<Uint8Array, void, undefined> {
    const path = this.#path(reference.hash);
    const file = await open(path, 'r').catch((error: unknown) => {
      throw isMissing(error) ? this.missing(reference, error) : error;
    });
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of file.createReadStream({ highWaterMark: 2 ** 20 })) {
      hash.update(piece);
      bytes += piece.byteLength;
      yield piece;
    }
    if (hash.digest('hex') !== reference.hash) throw this.#damaged(reference, bytes);
  }

  /** @throws DbError BLOB_MISSING, BLOB_DAMAGED */
  async get(reference: BlobReference): Promise<Uint8Array> {
    const path = this.#path(reference.hash);
    const content = await readFile(path).catch((error: unknown) => {
      throw isMissing(error) ? this.missing(reference, error) : error;
    });
    if (sha256([content]) !== reference.hash) throw this.#damaged(reference, content.byteLength);
    return content;
  }

  #damaged({ hash, bytes }: BlobReference, found: number): DbError {
    return new DbError(
      'BLOB_DAMAGED',
      `The file ${this.#path(hash)} is damaged: it has ${found} bytes of ${bytes}, and its content does not match its name. Restore it from a backup, or train the run again.`,
    );
  }

  /** Synchronous, like `remove`, because both are called while other processes wait for the write lock. */
  has(reference: BlobReference): boolean {
    return statSync(this.#path(reference.hash), { throwIfNoEntry: false })?.size === reference.bytes;
  }

  /**
   * Removes the file unless a process has put it and not settled it.
   *
   * No lock is shared with `put`, which marks before it looks for the file. So this moves the file away before it looks for marks: either it
   * sees the mark and moves the file back, or `put` finds no file and writes one.
   */
  remove(reference: Pick<BlobReference, 'hash'>): void {
    const path = this.#path(reference.hash);
    const aside = `${path}.${randomUUID()}${partialEnding}`;
    try {
      renameSync(path, aside);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    if (this.#isPending(reference.hash)) renameSync(aside, path);
    else rmSync(aside);
  }

  #isPending(hash: string): boolean {
    return readdirSync(dirname(this.#path(hash))).some((name) => name.startsWith(hash) && name.endsWith(pendingEnding));
  }

  /** Lists all files, marks first: an old mark must not protect its file from whoever removes them in this order. */
  async list(): Promise<readonly BlobFile[]> {
    const files: BlobFile[] = [];
    for (const name of await readdir(this.#folder, { recursive: true })) {
      const path = join(this.#folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isFile() !== true) continue;
      const hash = basename(path);
      const isMark = hash.endsWith(pendingEnding);
      files.push({
        path,
        hash: hashPattern.test(hash) && path === this.#path(hash) ? hash : null,
        isMark,
        isStream: hash.endsWith(streamEnding),
        bytes: stat.size,
        changedAt: stat.mtimeMs,
      });
    }
    return files.sort((a, b) => Number(b.isMark) - Number(a.isMark));
  }

  /** Prevents all processes from removing files until the hold is released or this process ends. Several processes can hold at once. */
  hold(): FileLock {
    return shareFile(this.#holdPath);
  }

  /** Whether any process holds the files. Call it under the write lock, because holds are acquired under it. */
  areHeld(): boolean {
    return isShared(this.#holdPath);
  }

  /** Announces to all processes that this one is about to add a file by `putStream`, until the lock is released or this process ends. */
  receive(): FileLock {
    return shareFile(this.#receivePath);
  }

  /** Whether any process is adding a file by `putStream`. */
  areReceiving(): boolean {
    return isShared(this.#receivePath);
  }

  missing({ hash }: BlobReference, cause?: unknown): DbError {
    return new DbError('BLOB_MISSING', `The file ${this.#path(hash)} is missing. Restore it from a backup, or train the run again.`, {
      cause,
    });
  }

  /** Validates the hash, because it becomes part of a path. */
  #path(hash: string): string {
    if (!hashPattern.test(hash)) {
      throw new DbError(
        'INPUT_INVALID',
        `${JSON.stringify(hash)} is not the hash of a blob: SHA-256 in hex has 64 characters from 0-9 and a-f.`,
      );
    }
    return join(this.#folder, hash.slice(0, 2), hash);
  }
}

/**
 * Hashes on the calling thread. Hashing on another thread would first copy the data, which costs more than hashing on a CPU with SHA-256
 * instructions.
 */
function sha256(pieces: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

function bytesOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
