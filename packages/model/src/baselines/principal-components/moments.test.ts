import type { ResidentSamples } from '@hourglass/engine/contract';
import { describe, expect, it } from 'vitest';
import { random } from '../../random.ts';
import { momentsOf, totalVarianceOf } from './moments.ts';

const word = random(1, 'noise', 0);
const draw = (length: number, most: number) => Float32Array.from({ length }, () => word.word() % most);
const count = 2_345;
const size = 5;

const cases: readonly [string, ResidentSamples][] = [
  ['bytes', { count, size, values: Uint8Array.from(draw(count * size, 256)), divisor: 255, mean: new Float32Array(size) }],
  [
    'bytes, mostly zero',
    { count, size, values: Uint8Array.from(draw(count * size, 7), (v) => (v > 4 ? v : 0)), divisor: 255, mean: new Float32Array(size) },
  ],
  [
    'numbers',
    { count, size, values: draw(count * size, 1_000).map((v) => v / 999 - 0.3), divisor: 1, mean: new Float32Array(size).fill(0.2) },
  ],
];

describe.each(cases)('moments of %s', (_, samples) => {
  const value = (row: number, column: number) => (samples.values[row * size + column] ?? Number.NaN) / samples.divisor;
  const average = (of: (row: number) => number) => Array.from({ length: count }, (_, row) => of(row)).reduce((a, b) => a + b) / count;
  const means = Array.from({ length: size }, (_, column) => average((row) => value(row, column)));
  const deviation = (row: number, column: number) => value(row, column) - (means[column] ?? Number.NaN);

  it('match their definition', () => {
    const { mean, covariance } = momentsOf(samples);
    means.forEach((expected, column) => {
      expect(mean[column]).toBeCloseTo(expected, 12);
    });
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        expect(covariance[i * size + j]).toBeCloseTo(
          average((row) => deviation(row, i) * deviation(row, j)),
          12,
        );
      }
    }
  });

  it('have the total variance as trace', () => {
    const { mean, covariance } = momentsOf(samples);
    const trace = [0, 1, 2, 3, 4].reduce((sum, i) => sum + (covariance[i * size + i] ?? Number.NaN), 0);
    expect(totalVarianceOf(samples, mean)).toBeCloseTo(trace, 12);
  });
});
