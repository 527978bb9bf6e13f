import { DbError } from '../errors.ts';
import { float32Bytes, float32From, ownBuffer } from '../numbers.ts';
import { type Buckets, bucketColumns, bytesPerBucket } from './buckets.ts';

/**
 * How the values of a chunk are packed, little-endian:
 *   1: Float32 points.
 *   2: columns of buckets: sum Float64, min Float32, max Float32, count Uint32, non-finite Uint32.
 */
export const chunkFormats = { points: 1, buckets: 2 } as const;

/** What one entry takes. */
export const chunkBytes = { point: 4, bucket: bytesPerBucket } as const;

export function encodePoints(values: Float32Array): Uint8Array<ArrayBuffer> {
  return float32Bytes(values);
}

/** @throws DbError CHUNK_UNREADABLE */
export function decodePoints(format: number, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (format !== chunkFormats.points || bytes.byteLength % chunkBytes.point !== 0) {
    throw unreadable(format, bytes);
  }
  return float32From(bytes);
}

/** The first `count` of the buckets. */
export function encodeBuckets(buckets: Buckets, count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count * chunkBytes.bucket);
  const into = bucketColumns(bytes.buffer, count);
  into.sum.set(buckets.sum.subarray(0, count));
  into.min.set(buckets.min.subarray(0, count));
  into.max.set(buckets.max.subarray(0, count));
  into.count.set(buckets.count.subarray(0, count));
  into.nonFinite.set(buckets.nonFinite.subarray(0, count));
  return bytes;
}

/** @throws DbError CHUNK_UNREADABLE */
export function decodeBuckets(format: number, bytes: Uint8Array): Buckets {
  if (format !== chunkFormats.buckets || bytes.byteLength % chunkBytes.bucket !== 0) {
    throw unreadable(format, bytes);
  }
  return bucketColumns(ownBuffer(bytes), bytes.byteLength / chunkBytes.bucket);
}

function unreadable(format: number, bytes: Uint8Array): DbError {
  return new DbError(
    'CHUNK_UNREADABLE',
    `A chunk of metrics has the format ${format} and ${bytes.byteLength} bytes, which this version of Hourglass can't read: the database is damaged, or was written by a newer version.`,
  );
}
