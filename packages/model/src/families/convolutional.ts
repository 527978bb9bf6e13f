import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { gridOf } from '../codes/code-config.ts';
import type { StepConfig } from '../config.ts';
import { mapValues } from '../map-values.ts';
import { named } from '../tensor-map.ts';
import { activations } from './activations.ts';
import {
  codeValuesOf,
  decoderLayersOf,
  denseLayersOf,
  encoderLayersOf,
  hiddenLayersOf,
  positionsOf,
  type Stage,
  stagesOf,
} from './convolutional-layers.ts';
import { encoderHeads, headPrefixes } from './encoder-heads.ts';
import type { Family, Network } from './family.ts';
import { type Fans, initialWeights, zeroBiases } from './initialisation.ts';
import { conditioned, type Pass } from './pass.ts';

type Config = Extract<StepConfig, { family: 'convolutional' }>;

/**
 * Convolutions with stride 2 and zero padding (`same`), then fully connected layers down to a linear code; the decoder mirrors both, with transposed
 * convolutions or with resizing and convolutions.
 *
 * Parameters: `encoder/<layer>/weights` and `/biases`, `decoder/<layer>/…` likewise, without weights where they are tied. Layers count from the input:
 * in the encoder the stages come first, in the decoder last. Kernels are `[kernel, kernel, in, out]`; those of a transposed convolution
 * `[kernel, kernel, out, in]`. A condition is appended to the values of the last stage, and to the code. Where the code keeps the grid of the last
 * stage, one layer on either side is applied to each position separately.
 */
export const convolutional: Family<Config> = {
  name: 'convolutional',

  build(config, sampleShape, seed): Network {
    const stages = stagesOf(config, sampleShape);
    const dense = denseLayersOf(config, sampleShape);
    const depth = stages.length + dense.length;
    const positions = positionsOf(config, sampleShape);
    const isGrid = gridOf(config.code) !== null;
    const output = activations[config.outputActivation];
    const [outermost, innermost] = [stages[0]?.outer, stages.at(-1)?.inner];
    if (outermost === undefined || innermost === undefined) throw new RangeError('there is at least one stage: the schema says so');

    const encode = (pass: Pass, x: tf.Tensor2D) => {
      const { parameters, hidden } = pass;
      const map = stages.reduce<tf.Tensor4D>(
        (current, _, layer) => {
          const filtered = tf.conv2d(current, named<tf.Tensor4D>(parameters, `encoder/${layer}/weights`), 2, 'same');
          return hidden(`encoder/${layer}`, tf.add<tf.Tensor4D>(filtered, named(parameters, `encoder/${layer}/biases`)));
        },
        tf.reshape<tf.Rank.R4>(x, shapeOf(x.shape[0], outermost)),
      );
      const values = dense.slice(0, -1).reduce<tf.Tensor2D>(
        (current, _, index) => {
          const layer = stages.length + index;
          const product = tf.matMul<tf.Tensor2D>(current, named(parameters, `encoder/${layer}/weights`));
          return hidden(`encoder/${layer}`, tf.add<tf.Tensor2D>(product, named(parameters, `encoder/${layer}/biases`)));
        },
        conditioned(tf.reshape<tf.Rank.R2>(map, [x.shape[0] * positions, -1]), pass),
      );
      const heads = encoderHeads(config.code, depth - 1, { parameters, values, activate: activations.linear });
      return isGrid ? mapValues(heads, (head) => tf.reshape<tf.Rank.R2>(head, [x.shape[0], -1])) : heads;
    };

    const weightsOf = (parameters: TensorMap, layer: number) =>
      named(parameters, config.tied ? `encoder/${depth - 1 - layer}/weights` : `decoder/${layer}/weights`);

    const decode = (pass: Pass, z: tf.Tensor2D): tf.Tensor2D => {
      const { parameters, hidden } = pass;
      const flat = dense.reduce<tf.Tensor2D>(
        (current, _, layer) => {
          const product = tf.matMul<tf.Tensor2D>(current, weightsOf(parameters, layer) as tf.Tensor2D, false, config.tied);
          const sums = tf.add<tf.Tensor2D>(product, named(parameters, `decoder/${layer}/biases`));
          // Normalised as a feature map.
          return hidden<tf.Tensor>(`decoder/${layer}`, isGrid ? tf.reshape(sums, shapeOf(z.shape[0], innermost)) : sums) as tf.Tensor2D;
        },
        isGrid ? tf.reshape<tf.Rank.R2>(z, [z.shape[0] * positions, -1]) : conditioned(z, pass),
      );
      const image = stages.toReversed().reduce<tf.Tensor4D>(
        (current, stage, index) => {
          const layer = dense.length + index;
          const enlarged = enlarge(current, weightsOf(parameters, layer) as tf.Tensor4D, stage);
          const sum = tf.add<tf.Tensor4D>(enlarged, named(parameters, `decoder/${layer}/biases`));
          return layer === depth - 1 ? output(sum) : hidden(`decoder/${layer}`, sum);
        },
        tf.reshape<tf.Rank.R4>(flat, shapeOf(z.shape[0], innermost)),
      );
      return tf.reshape<tf.Rank.R2>(image, [z.shape[0], -1]);
    };

    const enlarge = (map: tf.Tensor4D, weights: tf.Tensor4D, { outer }: Stage): tf.Tensor4D => {
      switch (config.upsampling) {
        case 'transposed':
          return tf.conv2dTranspose(map, weights, shapeOf(map.shape[0], outer), 2, 'same');
        case 'nearest':
          // Without half-pixel centres, which the gradient of TensorFlow.js 4.22 ignores.
          return tf.conv2d(tf.image.resizeNearestNeighbor(map, [...outer.size]), weights, 1, 'same');
      }
    };

    let drawn: StateValues | undefined;
    return {
      // Drawn on first use: trained parameters replace them, and drawing takes longer than a reconstruction.
      get parameters() {
        drawn ??= initialParameters(config, sampleShape, seed);
        return drawn;
      },
      hiddenLayers: hiddenLayersOf(config, sampleShape),
      codeSize: codeValuesOf(config, sampleShape),
      encode,
      decode,
    };
  },
};

function shapeOf(count: number, { size: [height, width], channels }: Stage['outer']): [number, number, number, number] {
  return [count, height, width, channels];
}

interface LayerWeights {
  readonly shape: readonly number[];
  readonly fans: Fans;
  readonly biases: number;
}

function initialParameters(config: Config, sampleShape: readonly number[], seed: number): StateValues {
  const stages = stagesOf(config, sampleShape);
  const area = config.kernel ** 2;
  const encoder: readonly LayerWeights[] = [
    ...stages.map(({ outer, inner }) => ({
      shape: [config.kernel, config.kernel, outer.channels, inner.channels],
      fans: { inputs: area * outer.channels, outputs: area * inner.channels },
      biases: inner.channels,
    })),
    ...encoderLayersOf(config, sampleShape).map((layer) => ({ shape: [layer.inputs, layer.outputs], fans: layer, biases: layer.outputs })),
  ];
  const decoder: readonly LayerWeights[] = [
    ...decoderLayersOf(config, sampleShape).map((layer) => ({ shape: [layer.inputs, layer.outputs], fans: layer, biases: layer.outputs })),
    ...stages.toReversed().map(({ outer, inner }) => ({
      shape: [config.kernel, config.kernel, ...kernelChannels(config, outer.channels, inner.channels)],
      fans: { inputs: area * inner.channels, outputs: area * outer.channels },
      biases: outer.channels,
    })),
  ];
  const weightsOf = ({ shape, fans }: LayerWeights, layer: number) => initialWeights(config.initialisation, shape, fans, { seed, layer });
  const codeLayer = lastOf(encoder);
  const heads = headPrefixes(config.code, encoder.length - 1).slice(1);
  return Object.fromEntries([
    ...encoder.flatMap((layer, index) => [
      [`encoder/${index}/weights`, weightsOf(layer, index)],
      [`encoder/${index}/biases`, zeroBiases(layer.biases)],
    ]),
    ...heads.flatMap((lead, index) => [
      [`${lead}/weights`, weightsOf(codeLayer, 2 * encoder.length + index)],
      [`${lead}/biases`, zeroBiases(codeLayer.biases)],
    ]),
    ...decoder.flatMap((layer, index) => [
      ...(config.tied ? [] : [[`decoder/${index}/weights`, weightsOf(layer, encoder.length + index)]]),
      [`decoder/${index}/biases`, zeroBiases(layer.biases)],
    ]),
  ]);
}

function lastOf(layers: readonly LayerWeights[]): LayerWeights {
  const last = layers.at(-1);
  if (last === undefined) throw new RangeError('an encoder has at least one layer');
  return last;
}

/** A transposed convolution keeps the order of the convolution that it transposes. */
function kernelChannels({ upsampling }: Config, outer: number, inner: number): readonly [number, number] {
  return upsampling === 'transposed' ? [outer, inner] : [inner, outer];
}
