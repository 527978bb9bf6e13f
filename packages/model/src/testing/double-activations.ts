import type { ActivationName } from '../config.ts';

/** Each activation in double precision. */
export const doubleActivations: Readonly<Record<ActivationName, (x: number) => number>> = {
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
  elu: (x) => (x > 0 ? x : Math.exp(x) - 1),
  sigmoid,
  linear: (x) => x,
  leakyRelu: (x) => (x > 0 ? x : 0.2 * x),
  gelu: (x) => (x * (1 + erf(x / Math.SQRT2))) / 2,
  silu: (x) => x * sigmoid(x),
  softplus: (x) => Math.log1p(Math.exp(x)),
};

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1))   DLMF 7.6.1; exact to double precision for |x| < 3 */
function erf(x: number): number {
  let [power, sum] = [x, x];
  for (let n = 1; n < 60; n++) {
    power *= (-x * x) / n;
    sum += power / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
