import { describe, expect, it } from 'vitest';
import { centre } from './crop.ts';

const image = {
  count: 2,
  size: 16,
  values: Uint8Array.from({ length: 32 }, (_, index) => index),
  divisor: 255,
  mean: new Float32Array(16).map((_, index) => index / 16),
};

describe('centre', () => {
  it('crops the centre of every image and of the mean image', () => {
    const cropped = centre(image, 4);
    expect([...cropped.values]).toEqual([5, 6, 9, 10, 21, 22, 25, 26]);
    expect([...cropped.mean]).toEqual([5 / 16, 6 / 16, 9 / 16, 10 / 16]);
    expect(cropped.size).toBe(4);
  });

  it('does not change images of the full size', () => {
    expect(centre(image, 16).values).toBe(image.values);
  });

  it.each([5, 25])('refuses %d values', (size) => {
    expect(() => centre(image, size)).toThrow(`size: received ${size}`);
  });
});
