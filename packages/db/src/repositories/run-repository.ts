import type { RunMetricKey } from '@hourglass/sweeps/metrics';
import type { Database } from '../client.ts';
import type { RunRepository } from '../contract/runs.ts';
import type { Query } from '../driver/adapter.ts';
import { DbError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { findRun, findRunBySql, findSweep, findSweepBySql } from './find.ts';
import { readMeasurements } from './measurements.ts';
import { keyOfMetric, metricColumns, summarisedMetrics } from './metric-names.ts';
import { readEpochs } from './read-epochs.ts';
import { readRuns, readRunsById } from './run-reader.ts';

export function runRepository(database: Database): RunRepository {
  const { reader } = database;
  return {
    list: ({ sweep, state, kind } = {}) =>
      database.readSql((query) =>
        readRuns(
          query,
          Prisma.join(
            [
              Prisma.sql`"Run"."deletedAt" IS NULL`,
              sweep === undefined
                ? Prisma.sql`"Sweep"."deletedAt" IS NULL`
                : Prisma.sql`"Run"."sweepKey" = ${findSweepBySql(query, sweep).key}`,
              ...(state === undefined ? [] : [Prisma.sql`"Run"."state" = ${state}`]),
              ...(kind === undefined ? [] : [Prisma.sql`"Run"."kind" = ${kind}`]),
            ],
            ' AND ',
          ),
        ),
      ),

    get: (id) =>
      database.readSql((query) => {
        const [run] = readRuns(query, Prisma.sql`"Run"."key" = ${findRunBySql(query, id).key}`);
        if (run === undefined) throw new DbError('NOT_FOUND', `There is no run with the id ${id}.`);
        return run;
      }),

    getMany: (ids) => database.readSql((query) => readRunsById(query, ids)),

    metric: (ids, metric) =>
      database.readSql((query) =>
        readMetric(query, metric, {
          runs: Prisma.sql`json_each(${JSON.stringify(ids)}) AS "requested" CROSS JOIN "Run" ON "Run"."id" = "requested"."value"`,
          where: Prisma.sql`TRUE`,
        }),
      ),

    metricsOf: (sweep) =>
      database.readSql((query) => {
        const { key } = findSweepBySql(query, sweep);
        return summarisedMetrics(query, key).map(({ part, name }) => ({ part, name }));
      }),

    metricOfSweep: (sweep, metric) =>
      database.readSql((query) =>
        readMetric(query, metric, {
          runs: Prisma.sql`"Run"`,
          where: Prisma.sql`"Run"."sweepKey" = ${findSweepBySql(query, sweep).key} AND "Run"."deletedAt" IS NULL`,
        }),
      ),

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

    epochs: (id, { after = -1 } = {}) => database.readSql((query) => readEpochs(query, findRunBySql(query, id).key, after)),
  };
}

interface MetricSource {
  readonly runs: Prisma.Sql;
  readonly where: Prisma.Sql;
}

function readMetric(query: Query, metric: RunMetricKey, { runs, where }: MetricSource): ReadonlyMap<string, number> {
  const value = metricColumns[metric.at];
  const rows = query<{ readonly id: string; readonly value: number }>(Prisma.sql`
    SELECT "Run"."id", ${value} AS "value" FROM ${runs}
    JOIN "RunMetric" ON "RunMetric"."runKey" = "Run"."key" AND "RunMetric"."metricKey" = ${keyOfMetric(metric)}
    WHERE ${where} AND ${value} IS NOT NULL`);
  return new Map(rows.map(({ id, value: summary }) => [id, summary]));
}
