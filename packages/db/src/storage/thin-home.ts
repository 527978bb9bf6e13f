import { type ReconstructionKeeping, recordConfigOf } from '@hourglass/sweeps';
import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { Thinned } from '../contract/storage.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';
import { onlyRow } from '../only-row.ts';
import { reconstructionBytes } from '../repositories/reconstruction-bytes.ts';
import { excessEpochs, maxThinned, thinReconstructions } from '../repositories/thin-reconstructions.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';

/** A run that stores more reconstructions than its sweep's spec retains. */
interface ThinnableRun {
  readonly key: number;
  readonly keeping: ReconstructionKeeping;
  readonly epochs: readonly number[];
}

/** Removes reconstructions that the specs of the sweeps do not retain. Returns what was found before the removal. */
export async function thinHome(database: Database, onProgress?: OnProgress): Promise<Thinned> {
  const thinnable = await database.snapshot(findThinnableRuns);
  const found = await thinnedOf(database.reader, thinnable);
  // A turn removes at most `maxThinned` reconstructions in one transaction, and decides again which ones to retain.
  const turns = thinnable.flatMap((run) => Array<ThinnableRun>(Math.ceil(run.epochs.length / maxThinned)).fill(run));
  await writeInSlices(
    database,
    turns,
    async (transaction, slice) => {
      for (const { key, keeping } of slice) await thinReconstructions(transaction, key, keeping);
    },
    { onProgress, firstRows: 1 },
  );
  return found;
}

/** Reports what thinning would remove. */
export async function findThinnable(snapshot: Queries): Promise<Thinned> {
  return thinnedOf(snapshot, await findThinnableRuns(snapshot));
}

async function findThinnableRuns(queries: Queries): Promise<readonly ThinnableRun[]> {
  const rows = await queries.$queryRaw<readonly { readonly key: number; readonly spec: string }[]>`
    SELECT "Run"."key", "spec"
    FROM (SELECT "runKey" FROM "Reconstruction" GROUP BY "runKey" HAVING count(*) > 1) AS "Recorded"
    CROSS JOIN "Run" ON "Run"."key" = "Recorded"."runKey"
    CROSS JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
    CROSS JOIN "SweepRevision" ON "SweepRevision"."sweepKey" = "Sweep"."key" AND "SweepRevision"."revision" = "Sweep"."revision"
    WHERE "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL
    ORDER BY "Run"."key"`;
  const keepings = new Map<string, ReconstructionKeeping>();
  const thinnable: ThinnableRun[] = [];
  for (const { key, spec } of rows) {
    const keeping = keepings.get(spec) ?? recordConfigOf(parseJson(jsonObjectSchema, spec)).reconstructions;
    keepings.set(spec, keeping);
    const epochs = await excessEpochs(queries, key, keeping);
    if (epochs.length > 0) thinnable.push({ key, keeping, epochs });
  }
  return thinnable;
}

async function thinnedOf(queries: Queries, thinnable: readonly ThinnableRun[]): Promise<Thinned> {
  const rows = JSON.stringify(thinnable.flatMap(({ key, epochs }) => epochs.map((epoch) => [key, epoch])));
  const sums = await queries.$queryRaw<readonly { readonly reconstructions: number | bigint; readonly bytes: number | bigint }[]>`
    SELECT count(*) AS "reconstructions", coalesce(sum(${reconstructionBytes}), 0) AS "bytes"
    FROM json_each(${rows}) AS "requested"
    CROSS JOIN "Reconstruction" ON "runKey" = "requested"."value" ->> 0 AND "epoch" = "requested"."value" ->> 1`;
  const { reconstructions, bytes } = onlyRow(sums);
  return Object.freeze({ runs: thinnable.length, reconstructions: Number(reconstructions), bytes: Number(bytes) });
}
