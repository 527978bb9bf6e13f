import { describe, expect, it } from 'vitest';
import { dataShapeFrom, dataShapeOf, pictureSize } from './data-kind.ts';

describe('the kind of a sample', () => {
  it.each([
    [[784], { kind: 'vector', sampleShape: [784] }, { width: 784, height: 1, channels: 1 }],
    [[2, 3], { kind: 'image', sampleShape: [2, 3] }, { width: 3, height: 2, channels: 1 }],
    [[2, 3, 1], { kind: 'image', sampleShape: [2, 3] }, { width: 3, height: 2, channels: 1 }],
    [[2, 3, 3], { kind: 'image', sampleShape: [2, 3, 3] }, { width: 3, height: 2, channels: 3 }],
    [[2, 3, 4], { kind: 'image', sampleShape: [2, 3, 4] }, { width: 3, height: 2, channels: 4 }],
  ])('is derived from the shape %j', (stored, shape, size) => {
    expect(dataShapeOf(stored)).toEqual(shape);
    expect(pictureSize(dataShapeOf(stored))).toEqual(size);
  });

  it.each([[[]], [[0]], [[2, 0]], [[2, 3, 2]], [[2, 3, 5]], [[1, 2, 3, 1]]])('is unknown for the shape %j', (stored) => {
    expect(dataShapeFrom(stored)).toBeNull();
    expect(() => dataShapeOf(stored)).toThrow(`Samples of shape [${stored.join(', ')}] are of no known kind: vector, image.`);
  });
});
