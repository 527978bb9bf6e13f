import type { Optimizer } from '@hourglass/engine/contract';
import { add, div, mul, scalar, sqrt, square, sub, zerosLike } from '@tensorflow/tfjs-core';
import { mapValues } from '../map-values.ts';
import { named, nest, unnest } from '../tensor-map.ts';

export interface AdamHyper {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * Adam (Kingma & Ba 2015) in TensorFlow's form, the one at the end of the paper's section 2, where epsilon
 * is added to the uncorrected root. The betas' powers are slots, as in TensorFlow: they are multiplied up in
 * float32, and a resumed run must find the very same bits.
 */
export function adam({ beta1, beta2, epsilon }: AdamHyper): Optimizer {
  return {
    kind: 'adam',
    hyper: { beta1, beta2, epsilon },
    init: (parameters) => ({
      beta1Power: scalar(beta1),
      beta2Power: scalar(beta2),
      ...nest('m', mapValues(parameters, zerosLike)),
      ...nest('v', mapValues(parameters, zerosLike)),
    }),
    update({ parameters, gradients, slots, learningRate }) {
      const beta1Power = named(slots, 'beta1Power');
      const beta2Power = named(slots, 'beta2Power');
      // m ← m + (g − m)·(1 − β1)
      const m = mapValues(unnest('m', slots), (old, name) => add(old, mul(sub(named(gradients, name), old), 1 - beta1)));
      // v ← v + (g² − v)·(1 − β2)
      const v = mapValues(unnest('v', slots), (old, name) => add(old, mul(sub(square(named(gradients, name)), old), 1 - beta2)));
      // w ← w − lr·√(1 − β2ᵗ)/(1 − β1ᵗ) · m/(√v + ε)
      const rate = div(mul(learningRate, sqrt(sub(1, beta2Power))), sub(1, beta1Power));
      return {
        parameters: mapValues(parameters, (w, name) => sub(w, div(mul(rate, named(m, name)), add(sqrt(named(v, name)), epsilon)))),
        slots: { beta1Power: mul(beta1Power, beta1), beta2Power: mul(beta2Power, beta2), ...nest('m', m), ...nest('v', v) },
      };
    },
  };
}
