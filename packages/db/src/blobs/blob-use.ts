import { Prisma } from '../generated/prisma/client.ts';

/*
 * What refers to a blob. Every statement that keeps, counts or removes blobs uses these, so that a further kind of reference is added here alone.
 */

/** Condition over "Blob": a row refers to it, or a form holds it. @param now UTC milliseconds */
export function isUsed(now: number): Prisma.Sql {
  return Prisma.sql`(
    coalesce("Blob"."heldUntil", 0) > ${now}
    OR EXISTS (SELECT 1 FROM "Checkpoint" WHERE "blobHash" = "Blob"."hash")
    OR EXISTS (SELECT 1 FROM "RunResult" WHERE "blobHash" = "Blob"."hash")
    OR EXISTS (SELECT 1 FROM "SweepUpload" WHERE "blobHash" = "Blob"."hash"))`;
}

/** Rows `("runKey", "blobHash")`: the files of runs. */
export const blobsOfRuns = Prisma.sql`(SELECT "runKey", "blobHash" FROM "Checkpoint" UNION SELECT "runKey", "blobHash" FROM "RunResult")`;

/** Condition over "Blob": its hash begins with the id of an uploaded file. A range, so that the primary key finds it. */
export function hasUploadId(id: string): Prisma.Sql {
  return Prisma.sql`("Blob"."hash" >= ${id} AND "Blob"."hash" < ${`${id}g`})`;
}
