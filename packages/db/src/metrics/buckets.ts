/** Buckets as aligned columns. A bucket without a finite value has the minimum ∞ and the maximum −∞, which change nothing when merged. */
export interface Buckets {
  readonly sum: Float64Array<ArrayBuffer>;
  readonly min: Float32Array<ArrayBuffer>;
  readonly max: Float32Array<ArrayBuffer>;
  /** Points in the bucket. */
  readonly count: Uint32Array<ArrayBuffer>;
  /** Those of them that are NaN or infinite; minimum, maximum and sum leave them out. */
  readonly nonFinite: Uint32Array<ArrayBuffer>;
}

export function emptyBuckets(length: number): Buckets {
  return {
    sum: new Float64Array(length),
    min: new Float32Array(length),
    max: new Float32Array(length),
    count: new Uint32Array(length),
    nonFinite: new Uint32Array(length),
  };
}

/** A bucket in the making. */
export class Accumulator {
  sum = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  count = 0;
  nonFinite = 0;

  addPoint(value: number): void {
    this.count++;
    if (Number.isFinite(value)) {
      this.sum += value;
      if (value < this.min) this.min = value;
      if (value > this.max) this.max = value;
    } else {
      this.nonFinite++;
    }
  }

  addBucket(buckets: Buckets, index: number): void {
    this.sum += buckets.sum[index] ?? 0;
    this.min = Math.min(this.min, buckets.min[index] ?? this.min);
    this.max = Math.max(this.max, buckets.max[index] ?? this.max);
    this.count += buckets.count[index] ?? 0;
    this.nonFinite += buckets.nonFinite[index] ?? 0;
  }

  /** Writes the bucket and begins the next. */
  moveTo(buckets: Buckets, index: number): void {
    buckets.sum[index] = this.sum;
    buckets.min[index] = this.min;
    buckets.max[index] = this.max;
    buckets.count[index] = this.count;
    buckets.nonFinite[index] = this.nonFinite;
    this.sum = 0;
    this.min = Number.POSITIVE_INFINITY;
    this.max = Number.NEGATIVE_INFINITY;
    this.count = 0;
    this.nonFinite = 0;
  }
}
