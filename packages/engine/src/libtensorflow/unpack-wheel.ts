import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import type { Progress } from '../progress.ts';

export interface UnpackOptions {
  /** Maps an entry to a path below the destination, or to null to skip it. */
  readonly destinationOf: (entry: string) => string | null;
  /** Total bytes to be written, for the progress. */
  readonly expectedBytes: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** Unpacks selected entries of a zip archive as streams. */
export async function unpackWheel(archive: string, folder: string, options: UnpackOptions): Promise<void> {
  const track = options.progress.track('unpacking', options.expectedBytes);
  let written = 0;
  try {
    const zip = await openPromise(archive, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      const path = options.destinationOf(entry.fileName);
      if (path === null) continue;
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      const count = new Transform({
        transform: (chunk: Buffer, _encoding, done) => {
          written += chunk.length;
          track.update(written);
          done(null, chunk);
        },
      });
      await pipeline(
        await zip.openReadStreamPromise(entry),
        count,
        createWriteStream(target),
        options.signal ? { signal: options.signal } : {},
      );
    }
  } finally {
    track.stop();
  }
}
