import { add, div, mul, scalar, sqrt, square, sub, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { named } from '../checked.ts';
import type { Optimizer, TensorMap } from '../engine.ts';

/** w ← w − lr·g */
export const sgd: Optimizer = {
  kind: 'sgd',
  hyper: {},
  init: () => ({}),
  update: ({ parameters, gradients, learningRate }) => ({
    parameters: mapTensors(parameters, (parameter, name) => sub(parameter, mul(learningRate, tensorNamed(gradients, name)))),
    slots: {},
  }),
};

export interface AdamHyper extends Readonly<Record<string, number>> {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}
export const adamHyper: AdamHyper = Object.freeze({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });

/** w ← w − lr·√(1−β2ᵗ)/(1−β1ᵗ) · m/(√v + ε)   Kingma & Ba 2015, end of section 2; β1ᵗ and β2ᵗ are slots, as `Optimizer` has them */
export const adamWith = (hyper: AdamHyper): Optimizer => ({
  kind: 'adam',
  hyper,
  init: (parameters) => ({
    ...nested('m', mapTensors(parameters, zeros)),
    ...nested('v', mapTensors(parameters, zeros)),
    beta1Power: scalar(hyper.beta1),
    beta2Power: scalar(hyper.beta2),
  }),
  update: ({ parameters, gradients, slots, learningRate }) => {
    const { beta1, beta2, epsilon } = hyper;
    const beta1Power = tensorNamed(slots, 'beta1Power');
    const beta2Power = tensorNamed(slots, 'beta2Power');
    const rate = div(mul(learningRate, sqrt(sub(1, beta2Power))), sub(1, beta1Power));
    const m = mapTensors(gradients, (gradient, name) => add(mul(tensorNamed(slots, `m/${name}`), beta1), mul(gradient, 1 - beta1)));
    const v = mapTensors(gradients, (gradient, name) => add(mul(tensorNamed(slots, `v/${name}`), beta2), mul(square(gradient), 1 - beta2)));
    const next = mapTensors(parameters, (parameter, name) =>
      sub(parameter, mul(rate, div(tensorNamed(m, name), add(sqrt(tensorNamed(v, name)), epsilon)))),
    );
    const powers = { beta1Power: mul(beta1Power, beta1), beta2Power: mul(beta2Power, beta2) };
    return { parameters: next, slots: { ...nested('m', m), ...nested('v', v), ...powers } };
  },
});
export const adam = adamWith(adamHyper);

/** a ← momentum·a + g, w ← w − lr·a   Polyak 1964 */
export const momentumWith = (hyper: { readonly momentum: number }): Optimizer => ({
  kind: 'momentum',
  hyper,
  init: (parameters) => nested('accumulator', mapTensors(parameters, zeros)),
  update: ({ parameters, gradients, slots, learningRate }) => {
    const accumulators = mapTensors(gradients, (gradient, name) =>
      add(mul(tensorNamed(slots, `accumulator/${name}`), hyper.momentum), gradient),
    );
    const next = mapTensors(parameters, (parameter, name) => sub(parameter, mul(tensorNamed(accumulators, name), learningRate)));
    return { parameters: next, slots: nested('accumulator', accumulators) };
  },
});

export function tensorNamed<Kind extends Tensor = Tensor>(tensors: TensorMap, name: string): Kind {
  return named(tensors, name) as Kind;
}

const zeros = (tensor: Tensor): Tensor => zerosLike(tensor);

export function mapTensors(tensors: TensorMap, map: (tensor: Tensor, name: string) => Tensor): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, map(tensor, name)]));
}

function nested(prefix: string, tensors: TensorMap): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));
}
