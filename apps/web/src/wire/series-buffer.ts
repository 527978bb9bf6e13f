/*
 * Binary format of series. It consists of 4-byte words in little-endian order, the native order of every supported machine.
 *
 *   Uint32 version, number of series
 *   for each series: Uint32 number of buckets n, origin of the bucket grid, steps per bucket, first step, last step, 1 if it has non-finite
 *   values, else 0
 *   for each series: Float32 mean[n], min[n], max[n], then Uint32 nonFinite[n] if it has non-finite values
 *
 * Buckets are aligned to the grid of their series. All but the first and the last cover the same number of steps, so their first steps are
 * not sent.
 */

import { at } from '@hourglass/presentation/at';

const version = 5;
const headLength = 6;

export interface Series {
  /** First step of each bucket. */
  readonly firstStep: Uint32Array;
  readonly lastStep: Uint32Array;
  /** Mean of the finite values in each bucket; NaN if there are none. */
  readonly mean: Float32Array;
  readonly min: Float32Array;
  readonly max: Float32Array;
  /** Number of NaN and infinite values in each bucket. */
  readonly nonFinite: Uint32Array;
}

interface Buckets extends Omit<BucketSteps, 'length'> {
  readonly mean: ArrayLike<number>;
  readonly min: ArrayLike<number>;
  readonly max: ArrayLike<number>;
  readonly nonFinite: ArrayLike<number>;
}

/** The fields that determine which steps each bucket covers. */
interface BucketSteps {
  readonly length: number;
  readonly seriesBegin: number;
  readonly pointsPerBucket: number;
  readonly firstStep: number;
  readonly lastStep: number;
}

/** The header of one series. */
interface Head extends BucketSteps {
  readonly hasNonFinite: boolean;
}

export function encodeSeries(all: readonly Buckets[]): Uint8Array {
  const heads = all.map(headOf);
  const words = new Uint32Array(2 + heads.reduce((sum, head) => sum + headLength + bodyLength(head), 0));
  const values = new Float32Array(words.buffer);
  words.set([version, heads.length, ...heads.flatMap(wordsOf)]);
  let offset = 2 + headLength * heads.length;
  all.forEach(({ mean, min, max, nonFinite }, index) => {
    for (const column of [mean, min, max]) {
      values.set(column, offset);
      offset += column.length;
    }
    if (heads[index]?.hasNonFinite !== true) return;
    words.set(nonFinite, offset);
    offset += nonFinite.length;
  });
  return new Uint8Array(words.buffer);
}

/**
 * Decodes series into views of the buffer, without copying.
 * @throws RangeError if the buffer does not hold complete series of this version
 */
export function decodeSeries(buffer: ArrayBuffer): readonly Series[] {
  const words = new Uint32Array(buffer, 0, Math.floor(buffer.byteLength / 4));
  const [receivedVersion, count = 0] = words;
  const bodies = 2 + headLength * count;
  const heads = Array.from({ length: bodies <= words.length ? count : 0 }, (_, index) => readHead(words, 2 + headLength * index));
  const whole = heads.reduce((sum, head) => sum + bodyLength(head), bodies);
  if (receivedVersion !== version || buffer.byteLength !== 4 * whole) {
    throw new RangeError(`Received ${buffer.byteLength} bytes that are not a series of version ${version}: reload the page.`);
  }
  let offset = bodies;
  return heads.map((head) => {
    const { length, hasNonFinite } = head;
    const column = (position: number) => new Float32Array(buffer, 4 * (offset + position * length), length);
    const [mean, min, max] = [column(0), column(1), column(2)];
    const nonFinite = hasNonFinite ? new Uint32Array(buffer, 4 * (offset + 3 * length), length) : new Uint32Array(length);
    offset += bodyLength(head);
    return { ...stepsOf(head), mean, min, max, nonFinite };
  });
}

function headOf({ nonFinite, seriesBegin, pointsPerBucket, firstStep, lastStep }: Buckets): Head {
  const { length } = nonFinite;
  let hasNonFinite = false;
  for (let index = 0; index < length && !hasNonFinite; index++) hasNonFinite = nonFinite[index] !== 0;
  return { length, seriesBegin, pointsPerBucket, firstStep, lastStep, hasNonFinite };
}

function wordsOf({ length, seriesBegin, pointsPerBucket, firstStep, lastStep, hasNonFinite }: Head): readonly number[] {
  return [length, seriesBegin, pointsPerBucket, firstStep, lastStep, Number(hasNonFinite)];
}

/** @throws RangeError if the words end before the header */
function readHead(words: Uint32Array, begin: number): Head {
  return {
    length: at(words, begin),
    seriesBegin: at(words, begin + 1),
    pointsPerBucket: at(words, begin + 2),
    firstStep: at(words, begin + 3),
    lastStep: at(words, begin + 4),
    hasNonFinite: at(words, begin + 5) === 1,
  };
}

/** Length in 4-byte words. */
function bodyLength({ length, hasNonFinite }: Head): number {
  return (hasNonFinite ? 4 : 3) * length;
}

function stepsOf({ length, ...bucketSteps }: BucketSteps): Pick<Series, 'firstStep' | 'lastStep'> {
  const { seriesBegin, pointsPerBucket } = bucketSteps;
  const firstBegin = bucketSteps.firstStep - ((bucketSteps.firstStep - seriesBegin) % pointsPerBucket);
  const firstStep = new Uint32Array(length);
  const lastStep = new Uint32Array(length);
  for (let index = 0; index < length; index++) {
    const begin = firstBegin + index * pointsPerBucket;
    firstStep[index] = Math.max(bucketSteps.firstStep, begin);
    lastStep[index] = Math.min(bucketSteps.lastStep, begin + pointsPerBucket - 1);
  }
  return { firstStep, lastStep };
}
