import { DbError } from '../errors.ts';
import { float32Bytes, float32From, ownBuffer } from '../numbers.ts';
import { bytesPerFiniteBucket, finiteColumns, type StoredBuckets } from './buckets.ts';

/*
 * How the values of a chunk are packed, little-endian:
 *   1: Float32 points.
 *   2: columns of buckets: sum Float64, min Float32, max Float32, count Uint32, non-finite Uint32. Read but no longer written: the level
 *      of a complete bucket determines its count.
 *   3: columns of buckets whose points are all finite: sum Float64, min Float32, max Float32.
 *   4: the same, and non-finite Uint32.
 */
const pointFormat = 1;
const pointBytes = Float32Array.BYTES_PER_ELEMENT;
const finiteFormat = 3;
const nonFiniteFormat = 4;

interface BucketFormat {
  /** Size of one bucket. */
  readonly bytes: number;
  /** Bytes of one bucket before the column `nonFinite`; null if the format has no such column. */
  readonly nonFiniteAt: number | null;
}

const bucketFormats: ReadonlyMap<number, BucketFormat> = new Map([
  [2, { bytes: 24, nonFiniteAt: 20 }],
  [finiteFormat, { bytes: bytesPerFiniteBucket, nonFiniteAt: null }],
  [nonFiniteFormat, { bytes: bytesPerFiniteBucket + 4, nonFiniteAt: bytesPerFiniteBucket }],
]);

/** Bytes of one entry, by the format of its chunk. */
export const entryBytes: readonly (readonly [format: number, bytes: number])[] = [
  [pointFormat, pointBytes],
  ...Array.from(bucketFormats, ([format, { bytes }]) => [format, bytes] as const),
];

export interface PackedValues {
  readonly format: number;
  readonly values: Uint8Array<ArrayBuffer>;
}

export function encodePoints(values: Float32Array): PackedValues {
  return { format: pointFormat, values: float32Bytes(values) };
}

/** @throws DbError CHUNK_UNREADABLE */
export function decodePoints(format: number, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (format !== pointFormat || bytes.byteLength % pointBytes !== 0) throw unreadable(format, bytes);
  return float32From(bytes);
}

/** Packs the first `count` buckets. */
export function encodeBuckets({ sum, min, max, nonFinite }: StoredBuckets, count: number): PackedValues {
  const written = nonFinite?.subarray(0, count).some((points) => points > 0) === true ? nonFinite.subarray(0, count) : null;
  const buffer = new ArrayBuffer(count * bytesPerFiniteBucket + (written === null ? 0 : written.byteLength));
  const into = finiteColumns(buffer, count);
  into.sum.set(sum.subarray(0, count));
  into.min.set(min.subarray(0, count));
  into.max.set(max.subarray(0, count));
  if (written !== null) new Uint32Array(buffer, bytesPerFiniteBucket * count).set(written);
  return { format: written === null ? finiteFormat : nonFiniteFormat, values: new Uint8Array(buffer) };
}

/** @throws DbError CHUNK_UNREADABLE */
export function decodeBuckets(format: number, bytes: Uint8Array): StoredBuckets {
  const layout = bucketFormats.get(format);
  if (layout === undefined || bytes.byteLength % layout.bytes !== 0) throw unreadable(format, bytes);
  const length = bytes.byteLength / layout.bytes;
  const buffer = ownBuffer(bytes);
  const nonFinite = layout.nonFiniteAt === null ? null : new Uint32Array(buffer, layout.nonFiniteAt * length, length);
  return { ...finiteColumns(buffer, length), nonFinite };
}

function unreadable(format: number, bytes: Uint8Array): DbError {
  return new DbError(
    'CHUNK_UNREADABLE',
    `A chunk of metrics has the format ${format} and ${bytes.byteLength} bytes, which this version of Hourglass can't read: the database is damaged, or was written by a newer version.`,
  );
}
