import type { Database } from '../client.ts';
import type { Epoch, RunRepository } from '../contract/runs.ts';
import type { Epoch as EpochRow } from '../generated/prisma/client.ts';
import { fromStoredCost, toMilliseconds } from '../numbers.ts';
import { findRun, findSweep } from './find.ts';
import { readMeasurements } from './measurements.ts';
import { readRun, readRuns } from './run-reader.ts';

export function runRepository(database: Database): RunRepository {
  const { reader } = database;
  return {
    async list(filter = {}) {
      const sweep = filter.sweep === undefined ? undefined : await findSweep(reader, filter.sweep);
      return readRuns(reader, {
        deletedAt: null,
        ...(sweep === undefined ? { sweep: { deletedAt: null } } : { sweepKey: sweep.key }),
        ...(filter.state === undefined ? {} : { state: filter.state }),
        ...(filter.kind === undefined ? {} : { kind: filter.kind }),
      });
    },

    async get(id) {
      const { key } = await findRun(reader, id);
      return readRun(reader, key);
    },

    async getMany(ids) {
      const runs = await readRuns(reader, { id: { in: [...ids] }, deletedAt: null });
      const byId = new Map(runs.map((run) => [run.id, run]));
      return Object.freeze(ids.map((id) => byId.get(id)).filter((run) => run !== undefined));
    },

    async fingerprint(id) {
      const { key } = await findRun(reader, id);
      return (await reader.run.findUniqueOrThrow({ where: { key }, select: { fingerprint: true } })).fingerprint;
    },

    async fingerprintsOf(id) {
      const { key } = await findSweep(reader, id);
      const rows = await reader.run.findMany({ where: { sweepKey: key, deletedAt: null }, select: { fingerprint: true } });
      return new Set(rows.map(({ fingerprint }) => fingerprint));
    },

    measurements: (limit) => readMeasurements(reader, limit),

    async epochs(id) {
      const { key } = await findRun(reader, id);
      const rows = await reader.epoch.findMany({ where: { runKey: key }, orderBy: { epoch: 'asc' } });
      return Object.freeze(rows.map(toEpoch));
    },
  };
}

function toEpoch(row: EpochRow): Epoch {
  return Object.freeze({
    epoch: row.epoch,
    step: row.step,
    lastBatchCost: row.lastBatchCost,
    trainCostPerSample: fromStoredCost(row.trainCostPerSample),
    validationCostPerSample: fromStoredCost(row.validationCostPerSample),
    testCostPerSample: fromStoredCost(row.testCostPerSample),
    seconds: row.seconds,
    endedAt: toMilliseconds(row.endedAt),
  });
}
