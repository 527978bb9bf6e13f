import type { Database } from '../client.ts';
import type { BlobReference } from '../contract/blobs.ts';
import type { Reconstruction, ReconstructionRepository } from '../contract/reconstructions.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { float32From, ownBuffer } from '../numbers.ts';
import { findRun, findRunBySql } from './find.ts';
import { putProbeSet, readProbeSet } from './probe-sets.ts';
import { replaceLabels } from './replace-labels.ts';

const selection = {
  epoch: true,
  probeSet: { select: { id: true } },
  atlasColumns: true,
  low: true,
  high: true,
  clippedPixels: true,
  costs: true,
} as const satisfies Prisma.ReconstructionSelect;

type Row = Prisma.ReconstructionGetPayload<{ select: typeof selection }>;

export function reconstructionRepository(database: Database): ReconstructionRepository {
  const { reader } = database;
  return {
    async putProbeSet(probeSet) {
      const known = await reader.probeSet.findUnique({ where: { hash: probeSet.hash }, select: { id: true } });
      return known?.id ?? database.write((transaction) => putProbeSet(transaction, probeSet));
    },

    replaceLabels: (sweep, given, { source }) => database.write((transaction) => replaceLabels(transaction, sweep, given, source)),

    probeSet: (id) => readProbeSet(reader, id),

    async list(run) {
      const { key, id } = await findRun(reader, run);
      const rows = await reader.reconstruction.findMany({ where: { runKey: key }, orderBy: { epoch: 'asc' }, select: selection });
      return Object.freeze(rows.map((row) => Object.freeze(toReconstruction(id, row))));
    },

    // `atlas` and `costs` bypass Prisma for speed: scrolling a list requests both for every row.
    atlas: (run, epoch) =>
      database.readSql((query) => {
        const { key, id, state } = findRunBySql(query, run);
        const [found] = query<{ readonly atlas: Uint8Array; readonly probeSet: string }>(Prisma.sql`
          SELECT "Reconstruction"."atlas", "ProbeSet"."id" AS "probeSet"
          FROM "Reconstruction" JOIN "ProbeSet" ON "ProbeSet"."key" = "Reconstruction"."probeSetKey"
          WHERE "runKey" = ${key} AND "epoch" = ${epoch}`);
        const row = requireRow(found, id, epoch);
        return Object.freeze({
          png: new Uint8Array(ownBuffer(row.atlas)),
          probeSet: row.probeSet,
          isFinal: state === 'complete' || state === 'pruned',
        });
      }),

    costs: (run, epoch) =>
      database.readSql((query) => {
        const { key, id } = findRunBySql(query, run);
        const [row] = query<{ readonly costs: Uint8Array }>(
          Prisma.sql`SELECT "costs" FROM "Reconstruction" WHERE "runKey" = ${key} AND "epoch" = ${epoch}`,
        );
        return float32From(requireRow(row, id, epoch).costs);
      }),

    codes: (run, epoch) =>
      database.readSql((query) => {
        const { key, id } = findRunBySql(query, run);
        const [row] = query<{ readonly codes: Uint8Array | null }>(
          Prisma.sql`SELECT "codes" FROM "Reconstruction" WHERE "runKey" = ${key} AND "epoch" = ${epoch}`,
        );
        const { codes } = requireRow(row, id, epoch);
        return codes === null ? null : float32From(codes);
      }),

    testCosts: (run, at) =>
      database.readSql((query) => {
        const { key } = findRunBySql(query, run);
        const [row] = query<{ readonly costs: Uint8Array | null }>(
          at === 'last'
            ? Prisma.sql`SELECT "testCosts" AS "costs" FROM "RunResult" WHERE "runKey" = ${key}`
            : // The result is of the last epoch, which may be the best.
              Prisma.sql`
                SELECT coalesce("Checkpoint"."testCosts", "RunResult"."testCosts") AS "costs"
                FROM "Run" JOIN "Epoch" ON "Epoch"."runKey" = "Run"."key" AND "Epoch"."epoch" = "Run"."bestEpoch"
                LEFT JOIN "Checkpoint" ON "Checkpoint"."runKey" = "Run"."key" AND "Checkpoint"."step" = "Epoch"."step"
                  AND NOT "Checkpoint"."withOptimizer"
                LEFT JOIN "RunResult" ON "RunResult"."runKey" = "Run"."key"
                  AND "Run"."bestEpoch" = (SELECT max("epoch") FROM "Epoch" WHERE "runKey" = ${key})
                WHERE "Run"."key" = ${key}`,
        );
        return row === undefined || row.costs === null ? null : float32From(row.costs);
      }),

    async result(run) {
      const { key } = await findRun(reader, run);
      const row = await reader.runResult.findUnique({ where: { runKey: key }, include: { blob: true, codes: true } });
      if (row === null) {
        return null;
      }
      const { blob, codes, testCosts } = row;
      return Object.freeze({
        probeReconstructions: referenceTo(blob),
        testCosts: float32From(testCosts),
        testCodes: codes === null ? null : referenceTo(codes),
      });
    },
  };
}

function referenceTo({ hash, bytes }: { readonly hash: string; readonly bytes: bigint }): BlobReference {
  return Object.freeze({ hash, bytes: Number(bytes) });
}

function requireRow<Found>(row: Found | undefined, run: string, epoch: number): Found {
  if (row === undefined) throw new DbError('NOT_FOUND', `Run ${run} has no reconstructions of epoch ${epoch}.`);
  return row;
}

function toReconstruction(run: string, { probeSet, costs, ...rest }: Row): Reconstruction {
  return {
    run,
    epoch: rest.epoch,
    probeSet: probeSet.id,
    atlasColumns: rest.atlasColumns,
    low: rest.low,
    high: rest.high,
    clippedPixels: rest.clippedPixels,
    costs: float32From(costs),
  };
}
