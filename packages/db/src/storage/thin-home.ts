import { type ReconstructionKeeping, recordConfigOf } from '@hourglass/sweeps';
import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { Thinned } from '../contract/storage.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';
import { onlyRow } from '../only-row.ts';
import { excessEpochs, mostThinned, thinReconstructions } from '../repositories/thin-reconstructions.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';

/** A run that stores more reconstructions than its sweep's spec retains. */
interface ThickRun {
  readonly key: number;
  readonly keeping: ReconstructionKeeping;
  readonly epochs: readonly number[];
}

/** Removes reconstructions that the specs of the sweeps do not retain. Returns what was found before the removal. */
export async function thinHome(database: Database, onProgress?: OnProgress): Promise<Thinned> {
  const thick = await database.snapshot(thickRuns);
  const found = await thinnedOf(database.reader, thick);
  // A turn removes at most `mostThinned` reconstructions in one transaction, and decides again which ones to retain.
  const turns = thick.flatMap((run) => Array<ThickRun>(Math.ceil(run.epochs.length / mostThinned)).fill(run));
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
  return thinnedOf(snapshot, await thickRuns(snapshot));
}

async function thickRuns(queries: Queries): Promise<readonly ThickRun[]> {
  const rows = await queries.$queryRaw<readonly { readonly key: number; readonly spec: string }[]>`
    SELECT "Run"."key", "spec"
    FROM (SELECT "runKey" FROM "Reconstruction" GROUP BY "runKey" HAVING count(*) > 1) AS "Recorded"
    CROSS JOIN "Run" ON "Run"."key" = "Recorded"."runKey"
    CROSS JOIN "Sweep" ON "Sweep"."key" = "Run"."sweepKey"
    CROSS JOIN "SweepRevision" ON "SweepRevision"."sweepKey" = "Sweep"."key" AND "SweepRevision"."revision" = "Sweep"."revision"
    WHERE "Run"."deletedAt" IS NULL AND "Sweep"."deletedAt" IS NULL
    ORDER BY "Run"."key"`;
  const keepings = new Map<string, ReconstructionKeeping>();
  const thick: ThickRun[] = [];
  for (const { key, spec } of rows) {
    const keeping = keepings.get(spec) ?? recordConfigOf(parseJson(jsonObjectSchema, spec)).reconstructions;
    keepings.set(spec, keeping);
    const epochs = await excessEpochs(queries, key, keeping);
    if (epochs.length > 0) thick.push({ key, keeping, epochs });
  }
  return thick;
}

async function thinnedOf(queries: Queries, thick: readonly ThickRun[]): Promise<Thinned> {
  const rows = JSON.stringify(thick.flatMap(({ key, epochs }) => epochs.map((epoch) => [key, epoch])));
  const sums = await queries.$queryRaw<readonly { readonly reconstructions: number | bigint; readonly bytes: number | bigint }[]>`
    SELECT count(*) AS "reconstructions", coalesce(sum(length("atlas") + length("costs")), 0) AS "bytes"
    FROM json_each(${rows}) AS "asked"
    CROSS JOIN "Reconstruction" ON "runKey" = "asked"."value" ->> 0 AND "epoch" = "asked"."value" ->> 1`;
  const { reconstructions, bytes } = onlyRow(sums);
  return Object.freeze({ runs: thick.length, reconstructions: Number(reconstructions), bytes: Number(bytes) });
}
