import { at } from '@hourglass/presentation/at';
import { expect, it } from 'vitest';
import { runConfigSchema } from '../config.ts';
import { evaluationRowsOf } from './evaluation-rows.ts';

it.each([
  [[784, 256, 256, 64, 32], 500],
  // 2 · (784 + 65,536 + 30) values for a sample: 376 samples fit.
  [[784, 65_536, 30], 376],
  [Array.from({ length: 64 }, () => 65_536), 5],
])('evaluates as many samples at once as their activations fit into 200 MB, at most 500: %j', (dimensions, rows) => {
  expect(evaluationRowsOf(runConfigSchema.parse({ dimensions }), [at(dimensions, 0)])).toBe(rows);
});
