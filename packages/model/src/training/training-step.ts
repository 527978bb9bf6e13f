import type { Optimizer, Step, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { Noise, StepConfig } from '../config.ts';
import type { Model } from '../families/family.ts';
import { squaredError } from '../objectives/squared-error.ts';
import { mapTensors, named, nest, unnest } from '../tensor-map.ts';
import { clipGradients } from './clip-gradients.ts';

/** One step of training on the batch `x`, in plain TensorFlow.js: gradients of the objective, then the optimizer's update. Its metric is `cost`. */
export function trainingStep(model: Model, optimizer: Optimizer, config: StepConfig): Step {
  return ({ state, batches, inputs, draws, optimize }) => {
    const batch = named<tf.Tensor2D>(batches, 'x');
    const parameters = unnest('parameters', state);
    const names = Object.keys(parameters);
    const corrupted = corrupt(batch, config.noise, draws);
    const costOf = (...tensors: tf.Tensor[]) =>
      squaredError(
        model.reconstruct(Object.fromEntries(names.map((name, index) => [name, tensors[index] as tf.Tensor])), corrupted),
        batch,
      );
    const { value: cost, grads } = tf.valueAndGrads(costOf)(Object.values(parameters));
    const costGradients = Object.fromEntries(names.map((name, index) => [name, grads[index] as tf.Tensor]));
    const updated = optimize(optimizer, {
      parameters,
      gradients: clipGradients(withWeightDecay(costGradients, parameters, config.weightDecay), config),
      slots: unnest('optimizer', state),
      learningRate: named<tf.Scalar>(inputs, 'learningRate'),
    });
    return {
      metrics: { cost: cost as tf.Scalar },
      state: { ...nest('parameters', updated.parameters), ...nest('optimizer', updated.slots) },
    };
  };
}

/** The gradient of `weightDecay / 2 · ΣW²` is `weightDecay · W`; biases are left out. */
function withWeightDecay(gradients: TensorMap, parameters: TensorMap, weightDecay: number): TensorMap {
  if (weightDecay === 0) return gradients;
  return mapTensors(gradients, (gradient, name) =>
    name.endsWith('/weights') ? tf.add(gradient, tf.mul(named(parameters, name), weightDecay)) : gradient,
  );
}

function corrupt(batch: tf.Tensor2D, noise: Noise, draws: TensorMap): tf.Tensor2D {
  switch (noise.kind) {
    case 'none':
      return batch;
    case 'gaussian':
      return tf.add(batch, tf.mul(named(draws, 'noise'), noise.level));
    case 'masking':
      return tf.mul(batch, named(draws, 'noise'));
  }
}
