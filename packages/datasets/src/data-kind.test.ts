import { describe, expect, it } from 'vitest';
import { type DataShape, dataShapeFrom, dataShapeOf, isPlotted, pictureSize } from './data-kind.ts';

describe('the kind of a sample', () => {
  it.each([
    [[784], { kind: 'vector', sampleShape: [784] }, { width: 784, height: 1, channels: 1 }],
    [[2, 3], { kind: 'image', sampleShape: [2, 3] }, { width: 3, height: 2, channels: 1 }],
    [[2, 3, 1], { kind: 'image', sampleShape: [2, 3] }, { width: 3, height: 2, channels: 1 }],
    [[2, 3, 3], { kind: 'image', sampleShape: [2, 3, 3] }, { width: 3, height: 2, channels: 3 }],
    [[2, 3, 4], { kind: 'image', sampleShape: [2, 3, 4] }, { width: 3, height: 2, channels: 4 }],
  ])('is derived from the shape %j', (stored, shape, size) => {
    expect(dataShapeOf({ sampleShape: stored })).toEqual(shape);
    expect(pictureSize(dataShapeOf({ sampleShape: stored, kind: null }))).toEqual(size);
  });

  it.each([[[]], [[0]], [[2, 0]], [[2, 3, 2]], [[2, 3, 5]], [[1, 2, 3, 1]]])('is unknown for the shape %j', (stored) => {
    expect(dataShapeFrom(stored)).toBeNull();
    expect(() => dataShapeOf({ sampleShape: stored })).toThrow(
      `Samples of shape [${stored.join(', ')}] are of no known kind: vector, image, series.`,
    );
  });

  it('is series only where it is stored, because an image has such a shape too', () => {
    expect(dataShapeOf({ kind: 'series', sampleShape: [5, 2] })).toEqual({ kind: 'series', sampleShape: [5, 2] });
    expect(dataShapeOf({ kind: 'series', sampleShape: [5] })).toEqual({ kind: 'series', sampleShape: [5, 1] });
    expect(() => dataShapeOf({ kind: 'vector', sampleShape: [5, 2] })).toThrow('The stored kind of data is vector');
    expect(() => dataShapeOf({ kind: 'series', sampleShape: [5, 2, 3] })).toThrow('of no known kind');
  });

  it('says how samples are drawn: series as curves, and many channels as a picture with a row for each step', () => {
    const [one, three, many] = [
      [50, 1],
      [50, 3],
      [50, 9],
    ].map((sampleShape) => dataShapeOf({ kind: 'series', sampleShape })) as [DataShape, DataShape, DataShape];
    expect([isPlotted(one), pictureSize(one)]).toEqual([true, { width: 50, height: 1, channels: 1 }]);
    expect([isPlotted(three), pictureSize(three)]).toEqual([true, { width: 3, height: 50, channels: 1 }]);
    expect([isPlotted(many), pictureSize(many)]).toEqual([false, { width: 9, height: 50, channels: 1 }]);
  });
});
