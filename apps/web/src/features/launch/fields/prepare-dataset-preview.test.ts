import { describe, expect, it } from 'vitest';
import { aboutKnown, linePoints, prepareDatasetPreview, samplePixels } from './prepare-dataset-preview.ts';

const inspected = {
  ...({ kind: 'image', sampleShape: [2, 2], train: { size: 4, count: 12_000 }, validationCount: 5_000, testCount: 1_900 } as const),
  ...({ type: 'bytes', labelCount: 4, classes: ['ant', 'bee', 'cat', 'dog'] } as const),
  values: { low: 0, high: 1, centredLow: -0.5, centredHigh: 0.5, identical: false, whole: false },
  samples: [[0, 0.5, 1, 0]],
  sampleLabels: ['bee'],
  notes: ['1 of the pictures is animated, and only the first frame is used.'],
} as const;

describe('the preview of a data set', () => {
  it('shows shape, split, type, range and labels', () => {
    expect(prepareDatasetPreview(inspected)).toMatchObject({
      facts:
        'pictures of 2 × 2 · 12,000 for training, 5,000 for validation, 1,900 for the test · bytes from 0 to 1 · 4 labels (ant, bee, cat, …)',
      picture: { width: 2, height: 2 },
      labels: ['bee'],
      notes: ['1 of the pictures is animated, and only the first frame is used.'],
    });
    const vectors = { ...inspected, kind: 'vector', sampleShape: [4], type: 'numbers', labelCount: null, classes: null } as const;
    expect(prepareDatasetPreview(vectors)).toMatchObject({
      facts: expect.stringMatching(/^vectors of 4 values .* numbers from 0 to 1 · no labels$/),
      picture: null,
    });
  });

  it('of a known data set names its origin, its licence and its download', () => {
    expect(aboutKnown('emoji')).toBe(
      'pictures of 32 × 32 × 3 · 3,068 for training, 340 for validation, 378 for the test · Google: Noto Emoji; from the npm package emoji-datasource-google 16.0.0 · licence: Apache-2.0; the package is MIT · the first use downloads 74 MB',
    );
    expect(aboutKnown({ name: 'mnist', size: 100 })).toMatch(/^pictures of 28 × 28 .* licence: CC BY-SA 3\.0$/);
    expect(aboutKnown({ train: 'a.npy' })).toBeNull();
  });

  it('draws pixels over the range of the training values, and lines within their box', () => {
    expect([...samplePixels([0, 1], 1, { low: 0, high: 1 })]).toEqual([0, 0, 0, 255, 255, 255, 255, 255]);
    expect([...samplePixels([7], 1, { low: 7, high: 7 })].slice(0, 3)).toEqual([128, 128, 128]);
    expect([...samplePixels([1, 0, 0.2, 0, 1, 0], 3, { low: 0, high: 1 })]).toEqual([255, 0, 51, 255, 0, 255, 0, 255]);
    // Nothing is seen of a transparent pixel but the gray behind it.
    expect([...samplePixels([1, 0, 0, 0], 4, { low: 0, high: 1 })]).toEqual([128, 128, 128, 255]);
    expect(linePoints([0, 1, 0.5], { low: 0, high: 1 })).toBe('0,46 50,2 100,24');
    expect(linePoints([1], { low: 0, high: 1 })).toBe('0,2 100,2');
  });
});
