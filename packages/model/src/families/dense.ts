import type { StateValue, StateValues } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import type { StepConfig } from '../config.ts';
import { named } from '../tensor-map.ts';
import { activations } from './activations.ts';
import { codeSizeOf, decoderLayersOf, encoderLayersOf, hiddenLayersOf } from './dense-config.ts';
import { type DenseLayer, layersOf } from './dense-layers.ts';
import { encoderHeads, headPrefixes } from './encoder-heads.ts';
import type { Family, Network } from './family.ts';
import { initialWeights, zeroBiases } from './initialisation.ts';
import { conditioned, type Pass } from './pass.ts';

type DenseStepConfig = Extract<StepConfig, { family: 'dense' }>;

/**
 * The seed's autoencoder: layers `tanh(x W + b)` down to the code, then the mirror image up again with the encoder's
 * weights transposed, and separate biases. By default `W ~ U(-1/√n_in, 1/√n_in)`; biases are 0.
 *
 * Parameters: `encoder/<layer>/weights` `[in, out]`, `encoder/<layer>/biases` `[out]`, `decoder/<layer>/biases`, and
 * where the weights are not tied `decoder/<layer>/weights`. Decoder layers count from the code outwards. A condition is appended to the
 * input, and to the code.
 */
export const dense: Family<DenseStepConfig> = {
  name: 'dense',

  build(config, _sampleShape, seed): Network {
    const layers = layersOf(config.dimensions);
    const output = activations[config.outputActivation];
    const last = layers.length - 1;
    // A plain code has the activation of the layers before it; every other code is linear.
    const activateCode = config.code.kind === 'plain' ? activations[config.activation] : activations.linear;

    const encode = (pass: Pass, x: tf.Tensor2D) => {
      const { parameters, hidden } = pass;
      const values = layers.slice(0, last).reduce(
        (current, _, layer) => {
          const product = tf.matMul<tf.Tensor2D>(current, named(parameters, `encoder/${layer}/weights`));
          return hidden(`encoder/${layer}`, tf.add<tf.Tensor2D>(product, named(parameters, `encoder/${layer}/biases`)));
        },
        conditioned(x, pass),
      );
      return encoderHeads(config.code, last, { parameters, values, activate: activateCode });
    };

    const decode = (pass: Pass, z: tf.Tensor2D) => {
      const { parameters, hidden } = pass;
      return layers.reduce(
        (current, _, layer) => {
          const weights = config.tied ? `encoder/${last - layer}/weights` : `decoder/${layer}/weights`;
          const product = tf.matMul<tf.Tensor2D>(current, named(parameters, weights), false, config.tied);
          const sums = tf.add<tf.Tensor2D>(product, named(parameters, `decoder/${layer}/biases`));
          return layer === last ? output(sums) : hidden(`decoder/${layer}`, sums);
        },
        conditioned(z, pass),
      );
    };

    let drawn: StateValues | undefined;
    return {
      // Drawn on first use: trained parameters replace them, and drawing takes longer than a reconstruction.
      get parameters() {
        drawn ??= initialParameters(config, seed);
        return drawn;
      },
      hiddenLayers: hiddenLayersOf(config),
      codeSize: codeSizeOf(config),
      encode,
      decode,
    };
  },
};

function initialParameters(config: DenseStepConfig, seed: number): StateValues {
  const { tied, initialisation, code } = config;
  const encoder = encoderLayersOf(config);
  const decoder = decoderLayersOf(config);
  const weightsOf = (layer: DenseLayer, number: number) =>
    initialWeights(initialisation, [layer.inputs, layer.outputs], layer, { seed, layer: number });
  const entries: [string, StateValue][] = [];
  const last = encoder.length - 1;
  encoder.forEach((layer, index) => {
    entries.push([`encoder/${index}/weights`, weightsOf(layer, index)]);
    entries.push([`encoder/${index}/biases`, zeroBiases(layer.outputs)]);
    if (index !== last) return;
    for (const [number, lead] of headPrefixes(code, index).slice(1).entries()) {
      entries.push([`${lead}/weights`, weightsOf(layer, 2 * encoder.length + number)]);
      entries.push([`${lead}/biases`, zeroBiases(layer.outputs)]);
    }
  });
  decoder.forEach((layer, index) => {
    if (!tied) entries.push([`decoder/${index}/weights`, weightsOf(layer, encoder.length + index)]);
    entries.push([`decoder/${index}/biases`, zeroBiases(layer.outputs)]);
  });
  return Object.fromEntries(entries);
}
