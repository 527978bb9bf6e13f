import { add, div, mul, scalar, sqrt, square, sub, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import type { Optimizer, TensorMap } from '../engine.ts';
import { EngineError } from '../errors.ts';

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

export const adamHyper = Object.freeze({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });

/** w ← w − lr·√(1−β2ᵗ)/(1−β1ᵗ) · m/(√v + ε)   Kingma & Ba 2015, end of section 2; β1ᵗ and β2ᵗ are slots, as `Optimizer` has them */
export const adam: Optimizer = {
  kind: 'adam',
  hyper: adamHyper,
  init: (parameters) => ({
    ...nested(
      'm',
      mapTensors(parameters, (parameter) => zerosLike(parameter)),
    ),
    ...nested(
      'v',
      mapTensors(parameters, (parameter) => zerosLike(parameter)),
    ),
    beta1Power: scalar(adamHyper.beta1),
    beta2Power: scalar(adamHyper.beta2),
  }),
  update: ({ parameters, gradients, slots, learningRate }) => {
    const { beta1, beta2, epsilon } = adamHyper;
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
};

export function tensorNamed(tensors: TensorMap, name: string): Tensor {
  const tensor = tensors[name];
  if (tensor === undefined) throw new EngineError('STATE_MISMATCH', `The test's step found no tensor ${name}.`);
  return tensor;
}

function mapTensors(tensors: TensorMap, map: (tensor: Tensor, name: string) => Tensor): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, map(tensor, name)]));
}

function nested(prefix: string, tensors: TensorMap): Record<string, Tensor> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));
}
