import type { Optimizer } from '@hourglass/engine/contract';
import { mul, sub } from '@tensorflow/tfjs-core';
import { mapTensors, named } from '../tensor-map.ts';

/** Plain gradient descent: `w ← w − lr·g`. */
export function sgd(): Optimizer {
  return {
    kind: 'sgd',
    hyper: {},
    init: () => ({}),
    update: ({ parameters, gradients, slots, learningRate }) => ({
      parameters: mapTensors(parameters, (w, name) => sub(w, mul(named(gradients, name), learningRate))),
      slots,
    }),
  };
}
