import { expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';

// From tables of the normal distribution (Abramowitz & Stegun, table 26.5; SciPy's norm.ppf).
it.each([
  [0.5, 0],
  [0.975, 1.959963984540054],
  [0.025, -1.959963984540054],
  [0.9, 1.2815515655446004],
  [0.999, 3.090232306167813],
  [0.001, -3.090232306167813],
])('the quantile of %f is %f', (probability, quantile) => {
  expect(normalQuantile(probability)).toBeCloseTo(quantile, 12);
});

it('refuses values outside its range of probabilities', () => {
  for (const wrong of [0, 1, -0.5, Number.NaN]) expect(() => normalQuantile(wrong)).toThrow(RangeError);
});
