import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BlobReference, Store } from '@hourglass/db';
import { formatBytes, shellWord } from '@hourglass/presentation';
import { Header } from 'tar';
import { TrainerError } from '../errors.ts';
import { givenPath } from '../given-path.ts';
import { printOutput } from '../json/print-output.ts';
import { lowerPriority } from '../lower-priority.ts';
import { print } from '../terminal/print.ts';
import { changing } from './open-home.ts';
import type { CommonOptions } from './options.ts';

/** Writes a tar archive of one state of a home, atomically. Unpacked, it is a home. */
export function backup(file: string, options: CommonOptions): Promise<void> {
  lowerPriority();
  return changing(options, async (store) => {
    const target = givenPath(file);
    const partial = `${target}.${randomUUID()}.partial`;
    // Beside the archive, because the disk of the home may be nearly full.
    const copy = join(dirname(target), `.hourglass-${randomUUID()}.db`);
    try {
      let count = 0;
      await store.storage.backUp(copy, async (blobs) => {
        count = blobs.length;
        await pipeline(Readable.from(archive(store, copy, blobs)), createWriteStream(partial, { flags: 'wx', flush: true }));
      });
      await rename(partial, target);
      const { size } = await stat(target);
      if (options.json) printOutput('backup', { file: target, bytes: size, blobs: count });
      else {
        print(`Wrote ${target} (${formatBytes(size)}): the database and ${count} files.`);
        print(`To restore it as a new home: mkdir restored && tar xf ${shellWord(target)} -C restored`);
      }
    } catch (error) {
      throw unwritable(target, error);
    } finally {
      await rm(partial, { force: true });
      await rm(copy, { force: true });
    }
  });
}

function unwritable(target: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new TrainerError('BAD_INPUT', `FILE: received "${target}"; it could not be written (${error.message}).`, { cause: error });
}

const blockSize = 512;

async function* archive(store: Store, database: string, blobs: readonly BlobReference[]): AsyncGenerator<Uint8Array> {
  const { size } = await stat(database);
  yield header('hourglass.db', size);
  yield* createReadStream(database);
  yield padding(size);
  for (const blob of blobs) {
    yield header(`blobs/${blob.hash.slice(0, 2)}/${blob.hash}`, blob.bytes);
    // `read` compares the content with its hash at the end, so that an archive with a damaged file is not completed.
    yield* store.blobs.read(blob);
    yield padding(blob.bytes);
  }
  // The end of an archive is two empty blocks (POSIX.1-1988, ustar).
  yield new Uint8Array(2 * blockSize);
}

function header(path: string, size: number): Uint8Array {
  const block = new Uint8Array(blockSize);
  new Header({ path, size, mode: 0o644, mtime: new Date(), type: 'File' }).encode(Buffer.from(block.buffer), 0);
  return block;
}

function padding(size: number): Uint8Array {
  return new Uint8Array((blockSize - (size % blockSize)) % blockSize);
}
