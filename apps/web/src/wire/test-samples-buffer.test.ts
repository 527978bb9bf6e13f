import { expect, it } from 'vitest';
import { decodeTestSamples, encodeTestSamples } from './test-samples-buffer.ts';

it('holds the requested rows in order, divided, after the mean', () => {
  const source = { size: 2, values: Uint8Array.of(0, 51, 102, 153, 204, 255), divisor: 255, mean: Float32Array.of(0.5, 0.25) };
  const { mean, samples } = decodeTestSamples(new Uint8Array(encodeTestSamples(source, [2, 0])).buffer, 2);
  expect([...mean]).toEqual([0.5, 0.25]);
  expect([...samples]).toEqual([Math.fround(204 / 255), 1, 0, Math.fround(51 / 255)]);
});
