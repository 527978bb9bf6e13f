import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../errors.ts';
import type { Progress } from '../progress.ts';

export interface RemoteFile {
  readonly url: string;
  readonly sha256: string;
}

/**
 * Downloads a file and checks its hash.
 *
 * @throws EngineError LIBRARY_UNAVAILABLE where the server refuses, can't be reached or sends a file with another hash
 */
export async function downloadFile(file: RemoteFile, target: string, progress: Progress, signal?: AbortSignal): Promise<void> {
  const response = await fetch(file.url, signal ? { signal } : {}).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw failed(file, error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error));
  });
  if (!response.ok || response.body === null) throw failed(file, `the server answers ${response.status} ${response.statusText}`);

  const length = response.headers.get('content-length');
  const track = progress.track('downloading', length === null ? 0 : Number(length));
  const hash = createHash('sha256');
  let received = 0;
  const observe = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      received += chunk.length;
      track.update(received);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.fromWeb(response.body), observe, createWriteStream(target), signal ? { signal } : {});
  } finally {
    track.stop();
  }
  const sha256 = hash.digest('hex');
  if (sha256 !== file.sha256) throw failed(file, `its SHA-256 is ${sha256}, not ${file.sha256}`);
}

function failed({ url }: RemoteFile, why: string): EngineError {
  return new EngineError('LIBRARY_UNAVAILABLE', `${url} could not be downloaded: ${why}.`);
}
