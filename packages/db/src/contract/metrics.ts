import type { MetricKey } from '@hourglass/sweeps/metrics';

export interface SeriesRange {
  /** Steps, both inclusive; the whole series where they are missing. */
  readonly from?: number;
  readonly to?: number;
  /** At most so many buckets. */
  readonly width: number;
}

export interface SeriesOfRun extends SeriesRange {
  /** A whole id. */
  readonly run: string;
}

/**
 * Buckets of a series, aligned arrays. Of one point each where there are no more than asked for: then min = max = mean. They are counted from
 * the first step of the series, wherever a range begins: those at its edges, and the last of a series, may cover fewer points.
 */
export interface SeriesBuckets {
  readonly series: string;
  /** The step of the series' first point. */
  readonly seriesBegin: number;
  readonly pointsPerBucket: number;
  /** Of the first bucket. */
  readonly firstStep: number;
  /** Of the last bucket; before the first step where there are no buckets. */
  readonly lastStep: number;
  /** Of the finite values, as `max` and `mean`; NaN where there are none. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float64Array;
  /** How many values are NaN or infinite. */
  readonly nonFinite: Uint32Array;
}

/** An array that was recorded of an epoch, such as one value for each code dimension. */
export interface EpochVector {
  readonly epoch: number;
  /** As recorded: NaN and infinities are kept. */
  readonly values: Float32Array;
}

export interface MetricRepository {
  /**
   * At most `width` buckets between the steps, exact min and max included, as near to the width as whole entries of the store come.
   * @throws DbError NOT_FOUND, INPUT_INVALID
   */
  series(run: string, series: string, range: SeriesRange): Promise<SeriesBuckets>;
  /** The same of several runs, of one moment, in their order. A run that is not there has nothing. @throws DbError INPUT_INVALID */
  seriesOfRuns(series: string, ranges: readonly SeriesOfRun[]): Promise<readonly SeriesBuckets[]>;
  /** The arrays of one metric, of each epoch that has one, in order. @throws DbError NOT_FOUND, AMBIGUOUS_ID */
  vectors(run: string, key: MetricKey): Promise<readonly EpochVector[]>;
}
