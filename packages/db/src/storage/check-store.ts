import type { BlobFiles } from '../blobs/blob-files.ts';
import type { Queries } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { StoreFault } from '../contract/storage.ts';
import { DbError } from '../errors.ts';
import { tornChunks } from '../metrics/torn-chunks.ts';
import { oneOf } from '../one-of.ts';
import { unusedFiles } from './find-garbage.ts';

/**
 * Reads all stored data and reports what is damaged. Each query reads a state of its own: reading all files takes minutes in a large home, and a
 * snapshot of that age would keep the write-ahead log from being reused. A file that can't be read is reported only if a row still refers to it.
 */
export async function checkStore(
  queries: Queries,
  files: BlobFiles,
  { now, onProgress = () => {} }: Checking,
): Promise<readonly StoreFault[]> {
  return Object.freeze([
    ...(await databaseFaults(queries)),
    ...(await blobFaults(queries, files, onProgress)),
    ...(await chunkFaults(queries)),
    ...(await leaseFaults(queries)),
    ...(await orphanFaults(queries, files, now)),
  ]);
}

export interface Checking {
  /** Current time in UTC milliseconds. */
  readonly now: number;
  readonly onProgress?: OnProgress | undefined;
}

async function databaseFaults(queries: Queries): Promise<readonly StoreFault[]> {
  const integrity = await queries.$queryRaw<{ readonly integrity_check: string }[]>`PRAGMA integrity_check`;
  const dangling = await queries.$queryRaw<{ readonly table: string; readonly parent: string }[]>`PRAGMA foreign_key_check`;
  return [
    ...integrity
      .filter(({ integrity_check }) => integrity_check !== 'ok')
      .map(({ integrity_check }) => ({
        problem: `The database is damaged: ${integrity_check}`,
        remedy: 'Stop everything that uses this home and restore the last backup; submit the specs again to train what is missing.',
      })),
    ...dangling.map(({ table, parent }) => ({
      problem: `A row of ${table} refers to a missing row of ${parent}.`,
      remedy: 'Restore the last backup, or delete the run with `./hourglass runs rm` and submit its spec again.',
    })),
  ];
}

/** Reads every referenced blob in full and compares its content with its hash. */
async function blobFaults(queries: Queries, files: BlobFiles, onProgress: OnProgress): Promise<readonly StoreFault[]> {
  const blobs = await queries.blob.findMany({ where: isReferenced, select: { hash: true, bytes: true }, orderBy: { hash: 'asc' } });
  const faults: StoreFault[] = [];
  for (const [index, { hash, bytes }] of blobs.entries()) {
    const blob = { hash, bytes: Number(bytes) };
    if ((await problemOf(files, blob)) !== null) faults.push(...(await faultsOf(queries, files, blob)));
    onProgress({ done: index + 1, total: blobs.length });
  }
  return faults;
}

const isReferenced = {
  OR: [
    { checkpoints: { some: {} } },
    { results: { some: {} } },
    { testCodes: { some: {} } },
    { figures: { some: {} } },
    { uploads: { some: {} } },
  ],
};

async function problemOf(files: BlobFiles, blob: BlobReference): Promise<string | null> {
  try {
    // Verified to the end, in little memory.
    for await (const _ of files.read(blob));
    return null;
  } catch (error) {
    if (!(error instanceof DbError)) throw error;
    return error.message;
  }
}

/** Reads the rows before the file, because a worker may have replaced the blob since the search, or put it again. */
async function faultsOf(queries: Queries, files: BlobFiles, blob: BlobReference): Promise<readonly StoreFault[]> {
  const owner = { select: { run: { select: { id: true } } }, take: 1 } as const;
  const row = await queries.blob.findFirst({
    where: { hash: blob.hash, ...isReferenced },
    include: {
      checkpoints: owner,
      results: owner,
      testCodes: owner,
      figures: owner,
      uploads: { select: { sweep: { select: { id: true } } }, take: 1 },
    },
  });
  const [reference] = [row?.checkpoints, row?.results, row?.testCodes, row?.figures].flatMap((owners) => owners ?? []);
  const problem = await problemOf(files, blob);
  if (problem === null) return [];
  if (reference === undefined) return (row?.uploads ?? []).map(({ sweep }) => uploadFault(sweep.id, problem));
  const { id } = reference.run;
  return [
    {
      problem: `Of run ${id}: ${problem}`,
      remedy: `Put the file back from a backup, or train the run again: \`./hourglass runs rm ${id}\`, then submit its spec again.`,
    },
  ];
}

function uploadFault(sweep: string, problem: string): StoreFault {
  return {
    problem: `Of the data of sweep ${sweep}, uploaded: ${problem}`,
    remedy: 'Put the file back from a backup, or upload the same file again in the form of a new sweep.',
  };
}

async function chunkFaults(queries: Queries): Promise<readonly StoreFault[]> {
  const torn = Map.groupBy(await tornChunks(queries), ({ runKey }) => runKey);
  const runs = await queries.$queryRaw<{ readonly key: number; readonly id: string }[]>`
    SELECT "key", "id" FROM "Run" WHERE "key" IN ${oneOf([...torn.keys()])} ORDER BY "key"`;
  return runs.map(({ id, key }) => ({
    problem: `Run ${id} has ${torn.get(key)?.length} damaged chunks of costs.`,
    remedy: `An unfinished run starts over when it is claimed. If it is finished: \`./hourglass runs rm ${id}\`, then submit its spec again.`,
  }));
}

async function leaseFaults(queries: Queries): Promise<readonly StoreFault[]> {
  const ownerless = await queries.run.findMany({
    where: { state: 'running', leases: { none: { endedAt: null } } },
    select: { id: true },
  });
  return ownerless.map(({ id }) => ({
    problem: `Run ${id} is running, but no worker has a lease on it.`,
    remedy: `Stop it and try again: \`./hourglass runs stop ${id}\`, then \`./hourglass runs retry ${id}\`.`,
  }));
}

async function orphanFaults(queries: Queries, files: BlobFiles, now: number): Promise<readonly StoreFault[]> {
  const unused = (await unusedFiles(queries, files, now)).filter(({ isMark }) => !isMark);
  if (unused.length === 0) return [];
  const bytes = unused.reduce((sum, file) => sum + file.bytes, 0);
  return [
    {
      problem: `${unused.length} files under blobs/ (${bytes} bytes) are referenced by no run, for example ${unused[0]?.path}.`,
      remedy: 'They are harmless. `./hourglass gc` removes them.',
    },
  ];
}
