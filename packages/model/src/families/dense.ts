import type { StateValue, StateValues, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig } from '../config.ts';
import { named } from '../tensor-map.ts';
import { activations } from './activations.ts';
import { type DenseLayer, layersOf } from './dense-layers.ts';
import type { Family, Model } from './family.ts';
import { initialWeights, zeroBiases } from './initialisation.ts';

type DenseStepConfig = Extract<StepConfig, { family: 'dense' }>;

/**
 * The seed's autoencoder: layers `tanh(x W + b)` down to the code, then the mirror image up again with the encoder's
 * weights transposed, and separate biases. By default `W ~ U(-1/√n_in, 1/√n_in)`; biases are 0.
 *
 * Parameters: `encoder/<layer>/weights` `[in, out]`, `encoder/<layer>/biases` `[out]`, `decoder/<layer>/biases`, and
 * where the weights are not tied `decoder/<layer>/weights`. Decoder layers count from the code outwards.
 */
export const dense: Family<DenseStepConfig> = {
  name: 'dense',

  build(config, _sampleShape, seed): Model {
    const layers = layersOf(config.dimensions);
    const hidden = activations[config.activation];
    const output = activations[config.outputActivation];

    const encode = (parameters: TensorMap, x: tf.Tensor2D) =>
      layers.reduce((current, _, layer) => {
        const product = tf.matMul<tf.Tensor2D>(current, named(parameters, `encoder/${layer}/weights`));
        return hidden(tf.add<tf.Tensor2D>(product, named(parameters, `encoder/${layer}/biases`)));
      }, x);

    const decode = (parameters: TensorMap, z: tf.Tensor2D) =>
      layers.reduce((current, _, layer) => {
        const weights = config.tied ? `encoder/${layers.length - 1 - layer}/weights` : `decoder/${layer}/weights`;
        const activate = layer === layers.length - 1 ? output : hidden;
        const product = tf.matMul<tf.Tensor2D>(current, named(parameters, weights), false, config.tied);
        return activate(tf.add<tf.Tensor2D>(product, named(parameters, `decoder/${layer}/biases`)));
      }, z);

    let drawn: StateValues | undefined;
    return {
      // Drawn when asked for: whoever has trained parameters needs none, and drawing them takes longer than a reconstruction.
      get parameters() {
        drawn ??= initialParameters(config, seed);
        return drawn;
      },
      encode,
      decode,
      reconstruct: (parameters, x) => decode(parameters, encode(parameters, x)),
    };
  },
};

function initialParameters({ dimensions, tied, initialisation }: DenseStepConfig, seed: number): StateValues {
  const encoder = layersOf(dimensions);
  const decoder = encoder.toReversed().map(({ inputs, outputs }) => ({ inputs: outputs, outputs: inputs }));
  const weightsOf = (layer: DenseLayer, number: number) =>
    initialWeights(initialisation, [layer.inputs, layer.outputs], layer, { seed, layer: number });
  const entries: [string, StateValue][] = [];
  encoder.forEach((layer, index) => {
    entries.push([`encoder/${index}/weights`, weightsOf(layer, index)]);
    entries.push([`encoder/${index}/biases`, zeroBiases(layer.outputs)]);
  });
  decoder.forEach((layer, index) => {
    if (!tied) entries.push([`decoder/${index}/weights`, weightsOf(layer, encoder.length + index)]);
    entries.push([`decoder/${index}/biases`, zeroBiases(layer.outputs)]);
  });
  return Object.fromEntries(entries);
}
