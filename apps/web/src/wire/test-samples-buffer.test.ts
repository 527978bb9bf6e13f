import { expect, it } from 'vitest';
import { decodeTestSamples, encodeTestSamples } from './test-samples-buffer.ts';

it.each([
  [Uint8Array.of(7, 8, 9), [9, 7]],
  [null, null],
])('holds the requested rows in order, divided, after the mean, and their labels %j', (labels, expected) => {
  const source = { size: 2, values: Uint8Array.of(0, 51, 102, 153, 204, 255), divisor: 255, mean: Float32Array.of(0.5, 0.25), labels };
  const { mean, samples, ...rest } = decodeTestSamples(new Uint8Array(encodeTestSamples(source, [2, 0])).buffer, 2);
  expect([...mean]).toEqual([0.5, 0.25]);
  expect(rest.labels === null ? null : [...rest.labels]).toEqual(expected);
  expect([...samples]).toEqual([Math.fround(204 / 255), 1, 0, Math.fround(51 / 255)]);
});
