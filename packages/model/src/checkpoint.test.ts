import { describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';

const checkpoint = {
  step: 12,
  epochSums: { cost: 1234.5678901234567, kl: 12.25 },
  epochSeconds: 0.1,
  state: {
    'parameters/w': { shape: [2, 3], values: Float32Array.of(1, -0, 1e-45, Number.NaN, Number.POSITIVE_INFINITY, 0.1) },
    'optimizer/beta1Power': { shape: [], values: Float32Array.of(0.9) },
  },
};

const data = { mean: Float32Array.of(0.1, -0), divisor: 255, offset: Float64Array.of(1e9 + 0.125), factor: Float64Array.of(0.1) };

describe('a checkpoint file', () => {
  it.each([
    ['without the facts of its data', checkpoint],
    ['with them', { ...checkpoint, data }],
  ])('preserves every bit %s', (_, given) => {
    expect(decodeCheckpoint(new Uint8Array(Buffer.concat(encodeCheckpoint(given))))).toEqual(given);
  });

  it('is read at any offset of a larger buffer', () => {
    const file = Buffer.concat(encodeCheckpoint(checkpoint));
    const larger = new Uint8Array(file.length + 3);
    larger.set(file, 3);
    expect(decodeCheckpoint(larger.subarray(3))).toEqual(checkpoint);
  });

  it('is read from a Buffer, as file reads return', () => {
    expect(decodeCheckpoint(Buffer.concat(encodeCheckpoint(checkpoint)))).toEqual(checkpoint);
  });

  it('is refused if it is truncated anywhere', () => {
    const file = Buffer.concat(encodeCheckpoint(checkpoint));
    for (let length = 0; length < file.length; length++) {
      expect(() => decodeCheckpoint(file.subarray(0, length))).toThrow(/could not be read/);
    }
  });
});
