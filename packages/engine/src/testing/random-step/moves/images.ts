import * as tf from '@tensorflow/tfjs-core';
import { fit, ramped, type Value } from '../values.ts';
import { activate, activations } from './activate.ts';
import { biasShapes } from './broadcast-shapes.ts';
import type { Moves } from './move.ts';

/** An image `[2, 4, 4, channels]`. */
const image = ({ tensor }: Value, channels: number): tf.Tensor4D => fit(tensor, [2, 4, 4, channels]) as tf.Tensor4D;

export const images: Moves = {
  convolution: (given) => {
    const [x, filter, bias] = [given.value(0), given.value(1), given.value(2)];
    const size = given.choose(0, [3, 1, 2]);
    const kernel = fit(filter.tensor, [size, size, 2, 3]) as tf.Tensor4D;
    const [stride, padding] = given.choose(1, [
      [1, 'same'],
      [2, 'same'],
      [1, 'valid'],
      [2, 'valid'],
    ] as const);
    const convolved = tf.conv2d(image(x, 2), kernel, stride, padding);
    const added = tf.add(convolved, fit(bias.tensor, given.choose(2, biasShapes(convolved.shape))));
    const bound = size * size * 2 * x.bound * filter.bound + bias.bound;
    return activate(given.choose(2, activations), { tensor: added, bound });
  },
  transposedConvolution: (given) => {
    const [x, filter] = [given.value(0), given.value(1)];
    const size = given.choose(0, [3, 1, 2]);
    const small = fit(x.tensor, [2, 2, 2, 3]) as tf.Tensor4D;
    const kernel = fit(filter.tensor, [size, size, 2, 3]) as tf.Tensor4D;
    return { tensor: tf.conv2dTranspose(small, kernel, [2, 4, 4, 2], 2, 'same'), bound: size * size * 3 * x.bound * filter.bound };
  },
  otherConvolution: (given) => {
    const [x, filter] = [given.value(0), given.value(1)];
    const convolved = given.choose(0, [
      () => tf.depthwiseConv2d(image(x, 2), fit(filter.tensor, [2, 2, 2, 2]) as tf.Tensor4D, 1, 'same'),
      () =>
        tf.conv1d(fit(x.tensor, [2, 6, 2]) as tf.Tensor3D, fit(filter.tensor, [3, 2, 3]) as tf.Tensor3D, given.choose(1, [1, 2]), 'same'),
    ])();
    return { tensor: convolved, bound: 8 * x.bound * filter.bound };
  },
  pool: (given) => {
    const x = given.value(0);
    const stride = given.choose(1, [2, 1]);
    const padding = given.choose(2, ['valid', 'same'] as const);
    return given.choose(0, [
      () => ({ tensor: tf.maxPool(ramped(image(x, 2)) as tf.Tensor4D, 2, stride, padding), bound: x.bound + 1 }),
      () => ({ tensor: tf.avgPool(image(x, 2), 2, stride, padding), bound: x.bound }),
    ])();
  },
  resize: (given) => {
    const x = given.value(0);
    const size = given.choose(1, [
      [8, 8],
      [4, 4],
      [3, 5],
    ] as const);
    const resize = given.choose(0, [tf.image.resizeNearestNeighbor, tf.image.resizeBilinear]);
    return { tensor: resize(image(x, 1), [...size], given.choose(2, [false, true])), bound: x.bound };
  },
  normalize: (given) => {
    const [x, scale, offset] = [given.value(0), given.value(1), given.value(2)];
    const input = image(x, 2);
    const { mean, variance } = tf.moments(input, [0, 1, 2]);
    const [gain, shift] = [fit(scale.tensor, [2]) as tf.Tensor1D, fit(offset.tensor, [2]) as tf.Tensor1D];
    const normal = tf.batchNorm(input, mean as tf.Tensor1D, variance as tf.Tensor1D, shift, gain, 0.1);
    return { tensor: normal, bound: 7 * x.bound * scale.bound + offset.bound };
  },
};
