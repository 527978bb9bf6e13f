import type { Store } from '@hourglass/db';
import { formatBytes, formatCount } from '@hourglass/presentation';
import { readEnvironment } from '#env.ts';
import { WebError } from '#server/errors.ts';
import { withCommands } from '#server/with-commands.ts';

/** Samples stay in memory while a worker trains on them, so a larger file could not be used (packages/datasets/src/source-file.ts). */
const mostUploadBytes = 2 ** 31 - 1;

/** How long an uploaded file is kept for a form that refers to it. An open page renews it (`useHeldUploads`). */
export const holdMilliseconds = 24 * 3_600_000;

/** Why a file of this size can't be uploaded here, as a sentence; null if it can. */
export async function uploadRefusal(store: Store, bytes: number): Promise<string | null> {
  if (readEnvironment().isReadOnly)
    return 'This home can only be read, so it takes no files. Start the dashboard on a home that can be written.';
  if (bytes === 0) return 'The file is empty. Choose one that holds samples or labels.';
  if (bytes > mostUploadBytes) {
    return `The file has ${formatCount(bytes)} bytes; at most ${formatCount(mostUploadBytes)} (${formatBytes(mostUploadBytes)}) are allowed, because workers keep all samples in memory. Choose a file with fewer samples.`;
  }
  const refusal = await store.uploads.refusal(bytes);
  return refusal === null ? null : withCommands(refusal);
}

/** @throws WebError UPLOAD_REFUSED */
export async function requireUploadable(store: Store, bytes: number): Promise<void> {
  const sentence = await uploadRefusal(store, bytes);
  if (sentence !== null) throw new WebError('UPLOAD_REFUSED', sentence);
}
