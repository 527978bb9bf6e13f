import type { MetricKey } from '@hourglass/sweeps/metrics';

export interface SeriesRange {
  /** Steps, both inclusive. A missing one defaults to the start or the end of the series. */
  readonly from?: number;
  readonly to?: number;
  /** The maximum number of buckets. */
  readonly width: number;
}

export interface SeriesOfRun extends SeriesRange {
  /** A whole id. */
  readonly run: string;
}

/**
 * Buckets of a series, as aligned arrays. A bucket holds one point if the range has no more points than the width: then min = max = mean.
 * Bucket edges are aligned to the first step of the series, not to the range: a bucket at an edge of the range or at the end of the series may
 * cover fewer points.
 */
export interface SeriesBuckets {
  readonly series: string;
  /** The step of the series' first point. */
  readonly seriesBegin: number;
  readonly pointsPerBucket: number;
  /** The first step of the first bucket. */
  readonly firstStep: number;
  /** The last step of the last bucket; less than `firstStep` if there are no buckets. */
  readonly lastStep: number;
  /** Over finite values only, like `max` and `mean`; NaN if a bucket has none. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float64Array;
  /** How many values are NaN or infinite. */
  readonly nonFinite: Uint32Array;
}

/** An array that was recorded for an epoch, such as one value for each code dimension. */
export interface EpochVector {
  readonly epoch: number;
  /** As recorded: NaN and infinities are kept. */
  readonly values: Float32Array;
}

/**
 * Recorded metrics of runs.
 *
 * Every method reads one state of the database, and any process may call it concurrently with writers. A deleted run is not found. The arrays
 * that it returns belong to the caller, which may detach them.
 */
export interface MetricRepository {
  /**
   * At most `width` buckets of a range, with exact minima and maxima. Their number is as close to the width as merging stored entries allows. A
   * series that the run has not recorded has no buckets.
   *
   * @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID; INPUT_INVALID for a width that is not a positive integer
   */
  series(run: string, series: string, range: SeriesRange): Promise<SeriesBuckets>;
  /** The same for several runs, in the given order. A run that does not exist has no buckets. @throws DbError INPUT_INVALID */
  seriesOfRuns(series: string, ranges: readonly SeriesOfRun[]): Promise<readonly SeriesBuckets[]>;
  /** The arrays of one metric, for each epoch that recorded one, or for one epoch, by epoch. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  vectors(run: string, key: MetricKey, epoch?: number): Promise<readonly EpochVector[]>;
}
