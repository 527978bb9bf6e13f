import { decode, encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { thumbnailOf } from './thumbnail-of.ts';

/** An atlas of two samples beside each other, whose levels are `level(sample, y, x)`. */
function atlasOf(width: number, height: number, level: (sample: number, y: number, x: number) => number): Uint8Array {
  const data = Uint8Array.from({ length: 2 * width * height }, (_, index) => {
    const [y, across] = [Math.floor(index / (2 * width)), index % (2 * width)];
    return level(Math.floor(across / width), y, across % width);
  });
  return encode({ width: 2 * width, height, data, depth: 8, channels: 1 });
}

const samplesOf = (sampleShape: readonly number[], originals = new Float32Array()) => ({
  ...{ sampleShape, atlasColumns: 2, low: 0, high: 1, originals },
});

describe('thumbnailOf', () => {
  it('is the atlas itself for images as high as a row', () => {
    const atlas = atlasOf(28, 28, () => 7);
    expect(thumbnailOf(atlas, samplesOf([28, 28]))).toEqual({ body: atlas, type: 'image/png' });
  });

  it('enlarges small images by a whole factor', () => {
    const { body } = thumbnailOf(
      atlasOf(4, 4, (sample, y, x) => 100 * sample + 10 * y + x),
      samplesOf([4, 4]),
    );
    const { width, height, data } = decode(body);
    expect([width, height]).toEqual([56, 28]);
    const at = (x: number, y: number) => data[y * width + x];
    // Seven pixels for each value.
    expect([at(0, 0), at(6, 6), at(7, 0), at(27, 27), at(28, 0), at(55, 27)]).toEqual([0, 0, 1, 33, 100, 133]);
  });

  it('centres images between factors on neutral gray', () => {
    const { width, height, data } = decode(
      thumbnailOf(
        atlasOf(8, 8, () => 255),
        samplesOf([8, 8]),
      ).body,
    );
    expect([width, height]).toEqual([56, 28]);
    // 24 of 28 pixels, two on each side.
    expect([data[0], data[width * 2 + 2], data[width * 25 + 25], data[width * 25 + 26]]).toEqual([128, 255, 255, 128]);
  });

  it('shrinks large images by averaging', () => {
    const { height, data } = decode(
      thumbnailOf(
        atlasOf(56, 56, (_, __, x) => (x % 2 === 0 ? 100 : 200)),
        samplesOf([56, 56]),
      ).body,
    );
    expect([height, data[0], data[27]]).toEqual([28, 150, 150]);
  });

  it('keeps the colours of images, and shrinks each channel by itself', () => {
    const pixels = (width: number, colourAt: (x: number) => readonly number[], channels: 3 | 4) =>
      encode({
        width,
        height: width,
        channels,
        data: Uint8Array.from(Array.from({ length: width * width }, (_, i) => colourAt(i % width)).flat()),
      });
    const atlas = pixels(28, () => [255, 10, 20], 3);
    expect(thumbnailOf(atlas, { ...samplesOf([28, 28, 3]), atlasColumns: 1 }).body).toBe(atlas);
    const shrunk = decode(
      thumbnailOf(
        pixels(56, (x) => (x % 2 === 0 ? [100, 0, 7] : [200, 0, 9]), 3),
        { ...samplesOf([56, 56, 3]), atlasColumns: 1 },
      ).body,
    );
    expect([shrunk.width, shrunk.height, shrunk.channels, ...shrunk.data.subarray(0, 3)]).toEqual([28, 28, 3, 150, 0, 8]);
    // A transparent red is seen as the gray behind it.
    const clear = decode(
      thumbnailOf(
        pixels(28, () => [255, 0, 0, 0], 4),
        { ...samplesOf([28, 28, 4]), atlasColumns: 1 },
      ).body,
    );
    expect([clear.channels, ...clear.data.subarray(0, 3)]).toEqual([3, 128, 128, 128]);
  });

  it('draws vectors as reconstructions over originals', () => {
    const atlas = atlasOf(30, 1, (sample, _, x) => (sample === 0 ? 8 * x : 255));
    const { body, type } = thumbnailOf(atlas, samplesOf([30], new Float32Array(60).fill(0.5)));
    const svg = new TextDecoder().decode(body);
    expect(type).toBe('image/svg+xml');
    expect(svg.match(/<polyline/g)).toHaveLength(4);
    // The original is a level line in the middle; the second reconstruction is one at the top.
    expect(svg).toContain('0.9,14 2.6,14');
    expect(svg).toContain('0.9,1.5 2.6,1.5');
  });

  it('draws short vectors as bars', () => {
    const svg = new TextDecoder().decode(
      thumbnailOf(
        atlasOf(3, 1, () => 255),
        samplesOf([3], new Float32Array(6)),
      ).body,
    );
    expect(svg).not.toContain('polyline');
    expect(svg).toContain('V1.5');
  });

  it('draws values of zero as bars that are seen', () => {
    const svg = new TextDecoder().decode(
      thumbnailOf(
        atlasOf(3, 1, () => 0),
        samplesOf([3], new Float32Array(6)),
      ).body,
    );
    expect(svg.match(/M[\d.]+ 26\.5V25\.5/g)).toHaveLength(12);
  });
});
