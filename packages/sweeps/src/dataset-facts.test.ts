import { expect, it } from 'vitest';
import { dataOf, datasetFactsSchema, knownFacts } from './dataset-facts.ts';

const stored = { title: 'digits.npy', contentHash: 'a'.repeat(64), sampleSize: 6, trainCount: 90 };

it('includes the kind in the facts of a known data set', () => {
  expect(knownFacts('mnist')).toMatchObject({ kind: 'image', sampleShape: [28, 28] });
});

it.each([
  ['neither kind nor shape', {}, { kind: 'vector', sampleShape: [6] }],
  ['a shape alone', { sampleShape: [2, 3] }, { kind: 'image', sampleShape: [2, 3] }],
  ['both', { kind: 'image', sampleShape: [2, 3] }, { kind: 'image', sampleShape: [2, 3] }],
])('reads the kind of samples from a sweep that stored %s', (_, fields, data) => {
  expect(dataOf(datasetFactsSchema.parse({ ...stored, ...fields }))).toEqual(data);
});

it('refuses a kind that contradicts the shape', () => {
  expect(() => dataOf({ ...stored, kind: 'image', sampleShape: [6] })).toThrow(
    'The stored kind of data is image, but the shape [6] is of kind vector.',
  );
});
