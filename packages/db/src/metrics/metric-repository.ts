import type { Database } from '../client.ts';
import { DbError } from '../errors.ts';
import { findRun } from '../repositories/find.ts';
import type { MetricRepository } from '../store.ts';
import { readSeries } from './read-series.ts';

export function metricRepository(database: Database): MetricRepository {
  return {
    async series(run, series, range) {
      if (!Number.isInteger(range.width) || range.width < 1) {
        throw new DbError('INPUT_INVALID', `The width of a series is ${range.width}; it must be a whole number of buckets, at least 1.`);
      }
      return database.snapshot(async (snapshot) => {
        const { key } = await findRun(snapshot, run);
        return readSeries(snapshot, key, series, range);
      });
    },
  };
}
