import type { Optimizer, Step, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { CodeWeights } from '../codes/code-model.ts';
import { labelName } from '../conditions/one-hot.ts';
import type { Noise, StepConfig } from '../config.ts';
import { networkStateOf } from '../families/pass.ts';
import { mapValues } from '../map-values.ts';
import { type Model, meanName } from '../model.ts';
import { named, nest, unnest } from '../tensor-map.ts';
import { clipGradients } from './clip-gradients.ts';
import { binariseDrawName } from './step-inputs.ts';
import { valueAndGradients } from './value-and-grads.ts';

/**
 * One step of training on the batch `x`, in plain TensorFlow.js: gradients of the objective, then the optimizer's update.
 *
 * @param drawsSamples whether `x` has probabilities, from which the step draws its samples
 */
export function trainingStep(model: Model, optimizer: Optimizer, config: StepConfig, drawsSamples = false): Step {
  return ({ state, batches, inputs, draws, optimize }) => {
    const { parameters, statistics } = networkStateOf(state);
    const given = named<tf.Tensor2D>(batches, 'x');
    const x = drawsSamples ? drawnSamples(given, named(draws, binariseDrawName), named(statistics, meanName)) : given;
    const label = batches[labelName] === undefined ? {} : { label: named<tf.Tensor2D>(batches, labelName) };
    const corrupt = (input: tf.Tensor2D) => corrupted(input, config.noise, draws);
    const { gradients, auxiliary } = valueAndGradients((trained) => {
      const input = { x, corrupt, draws, weights: codeWeightsFrom(inputs) };
      const { objective, ...rest } = model.objective({ parameters: trained, statistics, ...label }, input);
      return { value: objective, auxiliary: rest };
    }, parameters);
    const updated = optimize(optimizer, {
      parameters,
      gradients: clipGradients(withWeightDecay(gradients, parameters, config.weightDecay), config),
      slots: unnest('optimizer', state),
      learningRate: named<tf.Scalar>(inputs, 'learningRate'),
    });
    return {
      metrics: auxiliary.metrics,
      state: {
        ...nest('parameters', withReplacements(updated.parameters, auxiliary)),
        ...nest('optimizer', updated.slots),
        ...nest('statistics', { ...statistics, ...auxiliary.statistics }),
      },
    };
  };
}

/** The parameters with the rows that the code model replaces. */
function withReplacements(
  parameters: TensorMap,
  { replaced, replacements }: { readonly replaced: TensorMap; readonly replacements: TensorMap },
): TensorMap {
  return mapValues(parameters, (parameter, name) =>
    replaced[name] === undefined ? parameter : tf.where(named(replaced, name), named(replacements, name), parameter),
  );
}

/** Each value is 1 with its probability and 0 otherwise; minus the training mean, as samples are. @param uniform in `[0, 1)` */
function drawnSamples(probabilities: tf.Tensor2D, uniform: tf.Tensor, mean: tf.Tensor): tf.Tensor2D {
  return tf.sub(tf.cast(tf.less(uniform, probabilities), 'float32'), mean);
}

/** The weights of a step. A code model that reads one that it did not name is an error. */
export function codeWeightsFrom(inputs: TensorMap): CodeWeights {
  return (name) => named(inputs, name);
}

/** The gradient of `weightDecay / 2 · ΣW²` is `weightDecay · W`; biases are left out. */
function withWeightDecay(gradients: TensorMap, parameters: TensorMap, weightDecay: number): TensorMap {
  if (weightDecay === 0) return gradients;
  return mapValues(gradients, (gradient, name) =>
    name.endsWith('/weights') ? tf.add(gradient, tf.mul(named(parameters, name), weightDecay)) : gradient,
  );
}

function corrupted(input: tf.Tensor2D, noise: Noise, draws: TensorMap): tf.Tensor2D {
  switch (noise.kind) {
    case 'none':
      return input;
    case 'gaussian':
      return tf.add(input, tf.mul(named(draws, 'noise'), noise.level));
    case 'masking':
      return tf.mul(input, named(draws, 'noise'));
  }
}
