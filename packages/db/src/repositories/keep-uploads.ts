import { type JsonObject, uploadsOfSpec } from '@hourglass/sweeps';
import { hasUploadId } from '../blobs/blob-use.ts';
import type { Queries } from '../client.ts';
import { DbError } from '../errors.ts';

/**
 * Records which uploaded files the spec of a sweep refers to, beside those of its earlier revisions, so that they stay as long as the sweep.
 *
 * @throws DbError INPUT_INVALID if the home does not hold one
 */
export async function keepUploads(transaction: Queries, sweepKey: number, spec: JsonObject): Promise<void> {
  for (const { id, name } of uploadsOfSpec(spec)) {
    const kept = await transaction.$executeRaw`
      INSERT INTO "SweepUpload" ("sweepKey", "blobHash") SELECT ${sweepKey}, "hash" FROM "Blob" WHERE ${hasUploadId(id)}
      ON CONFLICT DO UPDATE SET "blobHash" = excluded."blobHash"`;
    if (kept === 0) {
      throw new DbError(
        'INPUT_INVALID',
        `dataset: the uploaded file ${name} (${id}) is not in this home. Upload it again, or give its path.`,
      );
    }
  }
}
