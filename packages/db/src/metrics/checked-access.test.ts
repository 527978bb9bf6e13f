import { expect, it } from 'vitest';
import { addEntries, addPoint, emptyBuckets } from './buckets.ts';

it.each([
  ['a point past its chunk', () => addEntries(emptyBuckets(1), 0, entriesOf(new Float32Array(3)))],
  ['a bucket past its chunk', () => addEntries(emptyBuckets(1), 0, entriesOf(emptyBuckets(3)))],
  ['a bucket that does not exist', () => addPoint(emptyBuckets(2), 2, 1)],
  ['a bucket that does not exist, for a value that is not finite', () => addPoint(emptyBuckets(2), 2, Number.NaN)],
])('refuses %s instead of counting it as a number', (_, access) => {
  expect(access).toThrow(RangeError);
});

/** Claims four entries of a chunk that has three. */
function entriesOf(chunk: Parameters<typeof addEntries>[2]['chunk']) {
  return { chunk, begin: 0, end: 4, chunkBegin: 0, perBucket: 4 };
}
