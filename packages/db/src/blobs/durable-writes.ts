import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { DbError } from '../errors.ts';

/**
 * Creates a file from a stream and returns its SHA-256 when its content is on disk. On an error a partial file remains.
 *
 * @throws DbError INPUT_INVALID if the length is not `bytes`
 */
export async function writeStreamDurably(path: string, content: AsyncIterable<Uint8Array>, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  let written = 0;
  const file = await open(path, 'wx');
  try {
    for await (const piece of content) {
      written += piece.byteLength;
      if (written > bytes) break;
      hash.update(piece);
      await writeAll(file, [piece]);
    }
    if (written !== bytes) {
      throw new DbError(
        'INPUT_INVALID',
        `The file was announced with ${bytes} bytes, but ${written > bytes ? 'more' : `only ${written}`} arrived. Send it again.`,
      );
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** Creates a file and returns when its content is on disk. */
export async function writeFileDurably(path: string, pieces: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await writeAll(file, pieces);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Repeats partial writes: a full disk accepts a part, and reports the error only on the next write. */
async function writeAll(file: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  let rest = pieces.filter((piece) => piece.byteLength > 0);
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest);
    rest = withoutFirst(rest, bytesWritten);
  }
}

function withoutFirst(pieces: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let skipped = bytes;
  return pieces.flatMap((piece) => {
    const rest = piece.subarray(Math.min(skipped, piece.byteLength));
    skipped -= piece.byteLength - rest.byteLength;
    return rest.byteLength === 0 ? [] : [rest];
  });
}

/** Makes a rename durable by syncing its folder. Windows has no such call and needs none. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
