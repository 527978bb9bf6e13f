import type { Optimizer } from '@hourglass/engine/contract';
import { mul, sub } from '@tensorflow/tfjs-core';
import { mapValues } from '../map-values.ts';
import { named } from '../tensor-map.ts';

/** Plain gradient descent: `w ← w − lr·g`. */
export function sgd(): Optimizer {
  return {
    kind: 'sgd',
    hyper: {},
    init: () => ({}),
    update: ({ parameters, gradients, slots, learningRate }) => ({
      parameters: mapValues(parameters, (w, name) => sub(w, mul(named(gradients, name), learningRate))),
      slots,
    }),
  };
}
