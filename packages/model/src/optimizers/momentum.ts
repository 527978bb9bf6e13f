import type { Optimizer } from '@hourglass/engine/contract';
import { add, mul, sub, zerosLike } from '@tensorflow/tfjs-core';
import { mapValues } from '../map-values.ts';
import { named, nest, unnest } from '../tensor-map.ts';

/** Gradient descent with momentum (Polyak 1964), in TensorFlow's form: `a ← momentum·a + g`, `w ← w − lr·a`. */
export function momentum(hyper: { readonly momentum: number }): Optimizer {
  return {
    kind: 'momentum',
    hyper: { momentum: hyper.momentum },
    init: (parameters) => nest('accumulator', mapValues(parameters, zerosLike)),
    update({ parameters, gradients, slots, learningRate }) {
      const accumulators = mapValues(unnest('accumulator', slots), (old, name) => add(mul(old, hyper.momentum), named(gradients, name)));
      return {
        parameters: mapValues(parameters, (w, name) => sub(w, mul(named(accumulators, name), learningRate))),
        slots: nest('accumulator', accumulators),
      };
    },
  };
}
