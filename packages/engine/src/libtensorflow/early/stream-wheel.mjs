import { createHash } from 'node:crypto';
import { writeManifest } from './manifest.mjs';
import { openStream } from './open-stream.mjs';
import { wheelEntryDestination } from './pinned-wheel.mjs';
import { unpackStream } from './unpack-stream.mjs';

/**
 * @typedef {object} StreamOptions
 * @property {() => Promise<import('./package-index.mjs').Found>} find locates the wheel
 * @property {{ readonly sha256: string, readonly bytes: number, readonly unpackedBytes: number }} wheel
 * @property {(received: number) => void} [onReceived] called with the number of bytes received so far
 * @property {AbortSignal | undefined} [signal]
 */

/**
 * Downloads a wheel, unpacks the required entries into a folder at the same time, and writes a manifest. The hash of all bytes is checked at
 * the end, so that the caller must publish the folder only after success, and remove it after an error.
 *
 * @param {string} folder
 * @param {StreamOptions} options
 * @throws Error where the wheel can't be found, fetched or unpacked in one pass, or has another hash
 */
export async function streamWheel(folder, { find, wheel, onReceived, signal }) {
  const { url, ca } = await find();
  const { body } = await openStream(url, { ...(ca ? { ca } : {}), signal });
  const hash = createHash('sha256');
  let received = 0;
  async function* observed() {
    for await (const chunk of body) {
      hash.update(chunk);
      received += chunk.length;
      onReceived?.(received);
      yield chunk;
    }
  }
  try {
    await unpackStream(observed(), folder, { destinationOf: wheelEntryDestination, maxBytes: 2 * wheel.unpackedBytes, signal });
  } finally {
    body.destroy();
  }
  const sha256 = hash.digest('hex');
  if (sha256 !== wheel.sha256) throw new Error(`its SHA-256 is ${sha256}, not ${wheel.sha256}`);
  await writeManifest(folder);
}
