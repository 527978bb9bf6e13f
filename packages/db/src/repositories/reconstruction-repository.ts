import type { Database } from '../client.ts';
import { DbError } from '../errors.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { float32From } from '../numbers.ts';
import type { Reconstruction, ReconstructionRepository } from '../store.ts';
import { findRun } from './find.ts';
import { putProbeSet, readProbeSet } from './probe-sets.ts';

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

    probeSet: (id) => readProbeSet(reader, id),

    async list(run) {
      const { key, id } = await findRun(reader, run);
      const rows = await reader.reconstruction.findMany({ where: { runKey: key }, orderBy: { epoch: 'asc' }, select: selection });
      return Object.freeze(rows.map((row) => Object.freeze(toReconstruction(id, row))));
    },

    async get(run, epoch) {
      const { key, id } = await findRun(reader, run);
      const row = await reader.reconstruction.findUnique({
        where: { runKey_epoch: { runKey: key, epoch } },
        select: { ...selection, atlas: true },
      });
      if (row === null) {
        throw new DbError('NOT_FOUND', `Run ${id} has no reconstructions of epoch ${epoch}.`);
      }
      return Object.freeze({ ...toReconstruction(id, row), atlas: new Uint8Array(row.atlas) });
    },

    async result(run) {
      const { key } = await findRun(reader, run);
      const row = await reader.runResult.findUnique({ where: { runKey: key }, include: { blob: true } });
      if (row === null) {
        return null;
      }
      const probeReconstructions = Object.freeze({ hash: row.blob.hash, bytes: Number(row.blob.bytes) });
      return Object.freeze({ probeReconstructions, testCosts: float32From(row.testCosts) });
    },
  };
}

function toReconstruction(run: string, { probeSet, costs, ...rest }: Row): Omit<Reconstruction, 'atlas'> {
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
