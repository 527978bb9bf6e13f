import type { Database } from '../client.ts';
import { DbError } from '../errors.ts';
import { findRun } from '../repositories/find.ts';
import type { MetricRepository, SeriesRange } from '../store.ts';
import { readSeries } from './read-series.ts';

/** Of no run. */
const noKey = -1;

export function metricRepository(database: Database): MetricRepository {
  return {
    async series(run, series, range) {
      checkWidth(range);
      return database.snapshot(async (snapshot) => {
        const { key: runKey } = await findRun(snapshot, run);
        const [buckets] = await readSeries(snapshot, series, [{ ...range, runKey }]);
        if (buckets === undefined) throw new Error('readSeries left out what it was asked for');
        return buckets;
      });
    },
    async seriesOfRuns(series, ranges) {
      ranges.forEach(checkWidth);
      return database.snapshot(async (snapshot) => {
        const rows = await snapshot.$queryRaw<readonly { readonly id: string; readonly key: number }[]>`
          SELECT "id", "key" FROM "Run" WHERE "id" IN (SELECT "value" FROM json_each(${JSON.stringify(ranges.map(({ run }) => run))})) AND "deletedAt" IS NULL`;
        const keys = new Map(rows.map(({ id, key }) => [id, key]));
        return readSeries(
          snapshot,
          series,
          ranges.map((range) => ({ ...range, runKey: keys.get(range.run) ?? noKey })),
        );
      });
    },
  };
}

function checkWidth({ width }: SeriesRange): void {
  if (!Number.isInteger(width) || width < 1) {
    throw new DbError('INPUT_INVALID', `The width of a series is ${width}; it must be a whole number of buckets, at least 1.`);
  }
}
