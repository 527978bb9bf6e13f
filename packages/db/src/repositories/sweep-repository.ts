import type { Database } from '../client.ts';
import type { Sweep, SweepRepository } from '../contract/sweeps.ts';
import type { Query } from '../driver/adapter.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { reclaimRuns } from '../leases/reclaim-runs.ts';
import type { Witness } from '../leases/witness.ts';
import { findSweepBySql } from './find.ts';
import { findByFingerprint } from './find-by-fingerprint.ts';
import { findSweeps } from './find-sweeps.ts';
import { readRelatives } from './read-relatives.ts';
import { readDatasets } from './sweep-datasets.ts';
import { readSweeps } from './sweep-reader.ts';
import { upsertSweep } from './upsert-sweep.ts';

export function sweepRepository(database: Database, witness: Witness): SweepRepository {
  const get = (id: string) =>
    database.readSql((query) => {
      const [sweep] = readSweeps(query, [findSweepBySql(query, id).key]);
      if (sweep === undefined) throw new DbError('NOT_FOUND', `The sweep ${id} has no spec: its revision is missing from the database.`);
      return sweep;
    });
  return {
    get,
    relatives: (id) => database.readSql((query) => readRelatives(query, id)),

    list: (page) =>
      database.readSql((query) => {
        const { total, keys } = findSweeps(query, page);
        return Object.freeze({ total, sweeps: readSweeps(query, keys) });
      }),

    getMany: (ids) => database.readSql((query) => readSweeps(query, keysOf(query, ids))),
    datasets: () => database.readSql(readDatasets),

    async byFingerprint(fingerprint) {
      const known = await findByFingerprint(database.reader, fingerprint);
      if (known === null) return null;
      const [sweep] = await database.readSql((query): readonly Sweep[] => readSweeps(query, keysOf(query, [known.id])));
      return sweep ?? null;
    },

    async upsert(sweep, { retry = false, source = 'cli', ...options } = {}) {
      // Reclaiming moves runs of dead workers to `waiting` or `stopped`, which determines the runs to retry.
      await reclaimRuns(database, witness, { isUrgent: true });
      const { id, ...done } = await upsertSweep(database, sweep, { ...options, retry, source, now: witness.now });
      return Object.freeze({ sweep: await get(id), ...done });
    },
  };
}

/** Keys of the sweeps that exist and are not deleted, in the requested order. */
function keysOf(query: Query, ids: readonly string[]): readonly number[] {
  return query<{ readonly key: number }>(Prisma.sql`
    SELECT "Sweep"."key" FROM json_each(${JSON.stringify(ids)}) AS "requested" CROSS JOIN "Sweep" ON "Sweep"."id" = "requested"."value"
    WHERE "Sweep"."deletedAt" IS NULL ORDER BY "requested"."key"`).map(({ key }) => key);
}
