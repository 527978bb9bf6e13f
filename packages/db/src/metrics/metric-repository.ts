import type { Database } from '../client.ts';
import type { MetricRepository, SeriesRange } from '../contract/metrics.ts';
import { DbError } from '../errors.ts';
import { findRunBySql } from '../repositories/find.ts';
import { readEpochVectors } from '../repositories/read-epochs.ts';
import { readSeries } from './read-series.ts';

export function metricRepository(database: Database): MetricRepository {
  return {
    async series(run, series, range) {
      checkWidth(range);
      return database.readSql((query) => {
        const { id } = findRunBySql(query, run);
        const [buckets] = readSeries(query, series, [{ ...range, run: id }]);
        if (buckets === undefined) throw new Error(`The series ${series} of run ${id} was read without a result.`);
        return buckets;
      });
    },
    vectors: (run, key, epoch) => database.readSql((query) => readEpochVectors(query, findRunBySql(query, run).key, key, epoch)),
    async seriesOfRuns(series, ranges) {
      ranges.forEach(checkWidth);
      return database.readSql((query) => readSeries(query, series, ranges));
    },
  };
}

function checkWidth({ width }: SeriesRange): void {
  if (!Number.isInteger(width) || width < 1) {
    throw new DbError('INPUT_INVALID', `The width of a series is ${width}; it must be a whole number of buckets, at least 1.`);
  }
}
