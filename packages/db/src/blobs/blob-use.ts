import { Prisma } from '../generated/prisma/client.ts';

/*
 * What refers to a blob. Every statement that keeps, counts or removes blobs uses these, so that a further kind of reference is added here alone
 * (and, with Prisma's names, in storage/check-store.ts).
 */

/** Tables of runs, and their columns with the hash of a blob. */
const runReferences = [
  ['Checkpoint', 'blobHash'],
  ['RunResult', 'blobHash'],
  ['RunResult', 'codesHash'],
  ['Figure', 'blobHash'],
] as const;
const references = [...runReferences, ['SweepUpload', 'blobHash']] as const;

const named = (name: string) => Prisma.raw(`"${name}"`);

/** Condition over "Blob": a row refers to it, or a form holds it. @param now UTC milliseconds */
export function isUsed(now: number): Prisma.Sql {
  const exists = references.map(
    ([table, column]) => Prisma.sql`EXISTS (SELECT 1 FROM ${named(table)} WHERE ${named(table)}.${named(column)} = "Blob"."hash")`,
  );
  return Prisma.sql`(coalesce("Blob"."heldUntil", 0) > ${now} OR ${Prisma.join(exists, ' OR ')})`;
}

/** Rows `("runKey", "blobHash")`: the files of the runs that satisfy a condition over `"runKey"`. */
export function blobsOfRunsWhere(condition: Prisma.Sql): Prisma.Sql {
  const parts = runReferences.map(
    ([table, column]) =>
      Prisma.sql`SELECT "runKey", ${named(column)} AS "blobHash" FROM ${named(table)} WHERE ${named(column)} IS NOT NULL AND ${condition}`,
  );
  return Prisma.sql`(${Prisma.join(parts, ' UNION ')})`;
}

/** Rows `("runKey", "blobHash")`: the files of all runs. */
export const blobsOfRuns = blobsOfRunsWhere(Prisma.sql`TRUE`);

/** Condition over "Blob": its hash begins with the id of an uploaded file. A range, so that the primary key finds it. */
export function hasUploadId(id: string): Prisma.Sql {
  return Prisma.sql`("Blob"."hash" >= ${id} AND "Blob"."hash" < ${`${id}g`})`;
}
