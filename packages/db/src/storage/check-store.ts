import type { BlobFiles } from '../blobs/blob-files.ts';
import type { Queries } from '../client.ts';
import type { Finding } from '../contract/storage.ts';
import { DbError } from '../errors.ts';
import { tornChunks } from '../metrics/torn-chunks.ts';
import { oneOf } from '../one-of.ts';
import { unusedFiles } from './find-garbage.ts';

/** Reads all stored data and reports what is damaged. */
export async function checkStore(snapshot: Queries, files: BlobFiles, now: number): Promise<readonly Finding[]> {
  return Object.freeze([
    ...(await databaseFindings(snapshot)),
    ...(await blobFindings(snapshot, files)),
    ...(await chunkFindings(snapshot)),
    ...(await leaseFindings(snapshot)),
    ...(await orphanFindings(snapshot, files, now)),
  ]);
}

async function databaseFindings(snapshot: Queries): Promise<readonly Finding[]> {
  const integrity = await snapshot.$queryRaw<{ readonly integrity_check: string }[]>`PRAGMA integrity_check`;
  const dangling = await snapshot.$queryRaw<{ readonly table: string; readonly parent: string }[]>`PRAGMA foreign_key_check`;
  return [
    ...integrity
      .filter(({ integrity_check }) => integrity_check !== 'ok')
      .map(({ integrity_check }) => ({
        problem: `The database is damaged: ${integrity_check}`,
        remedy: 'Stop everything that uses this home and restore the last backup; give the specs again to train what it lacks.',
      })),
    ...dangling.map(({ table, parent }) => ({
      problem: `A row of ${table} refers to one of ${parent} that is gone.`,
      remedy: 'Restore the last backup, or delete the run with `./hourglass runs rm` and give its spec again.',
    })),
  ];
}

/** Reads every referenced blob in full and compares its content with its hash. */
async function blobFindings(snapshot: Queries, files: BlobFiles): Promise<readonly Finding[]> {
  const owner = { select: { run: { select: { id: true } } }, take: 1 } as const;
  const blobs = await snapshot.blob.findMany({
    where: { OR: [{ checkpoints: { some: {} } }, { results: { some: {} } }] },
    include: { checkpoints: owner, results: owner },
  });
  const findings: Finding[] = [];
  for (const { hash, bytes, checkpoints, results } of blobs) {
    try {
      await files.get({ hash, bytes: Number(bytes) });
    } catch (error) {
      if (!(error instanceof DbError)) throw error;
      const run = [...checkpoints, ...results][0]?.run.id;
      findings.push({
        problem: `Of run ${run}: ${error.message}`,
        remedy: `Put the file back from a backup, or train the run again: \`./hourglass runs rm ${run}\`, then give its spec again.`,
      });
    }
  }
  return findings;
}

async function chunkFindings(snapshot: Queries): Promise<readonly Finding[]> {
  const torn = Map.groupBy(await tornChunks(snapshot), ({ runKey }) => runKey);
  const runs = await snapshot.$queryRaw<{ readonly key: number; readonly id: string }[]>`
    SELECT "key", "id" FROM "Run" WHERE "key" IN ${oneOf([...torn.keys()])} ORDER BY "key"`;
  return runs.map(({ id, key }) => ({
    problem: `Run ${id} has ${torn.get(key)?.length} chunks of costs that are torn.`,
    remedy: `A run that is not finished begins again by itself when it is claimed. One that is: \`./hourglass runs rm ${id}\`, then give its spec again.`,
  }));
}

async function leaseFindings(snapshot: Queries): Promise<readonly Finding[]> {
  const ownerless = await snapshot.run.findMany({
    where: { state: 'running', leases: { none: { endedAt: null } } },
    select: { id: true },
  });
  return ownerless.map(({ id }) => ({
    problem: `Run ${id} is running, but no worker has a lease on it.`,
    remedy: `Stop it and try again: \`./hourglass runs stop ${id}\`, then \`./hourglass runs retry ${id}\`.`,
  }));
}

async function orphanFindings(snapshot: Queries, files: BlobFiles, now: number): Promise<readonly Finding[]> {
  const unused = await unusedFiles(snapshot, files, now);
  if (unused.length === 0) return [];
  const bytes = unused.reduce((sum, file) => sum + file.bytes, 0);
  return [
    {
      problem: `${unused.length} files under blobs/ (${bytes} bytes) belong to no run, for example ${unused[0]?.path}.`,
      remedy: 'They do no harm. `./hourglass gc` removes them.',
    },
  ];
}
