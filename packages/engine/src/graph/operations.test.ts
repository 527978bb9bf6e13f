import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { named } from '../checked.ts';
import type { Engine } from '../engine.ts';

import { loadEngine } from '../load-engine.ts';
import { networkBatch as batchSize, expectSameTraining, type SmallNetwork } from '../testing/small-network.ts';
import { tensorNamed } from '../testing/test-optimizers.ts';
import { loadXlaEngine } from '../testing/xla-engine.ts';

const picture = (batch: tf.Tensor2D): tf.Tensor4D => batch.reshape([batchSize, 8, 8, 1]);
const error = (y: tf.Tensor, x: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.sub(y, x)));

/** Operations that other families of networks need, each in the smallest network that uses it, with gradients. */
const networks: Readonly<Record<string, SmallNetwork>> = {
  'strided convolution and its transpose': {
    shapes: { down: [3, 3, 1, 4], up: [3, 3, 1, 4] },
    cost: (p, batch) => {
      const code = tf.relu(tf.conv2d(picture(batch), tensorNamed<tf.Tensor4D>(p, 'down'), 2, 'same'));
      return error(tf.conv2dTranspose(code, tensorNamed<tf.Tensor4D>(p, 'up'), [batchSize, 8, 8, 1], 2, 'same'), picture(batch));
    },
  },
  'max pooling, padding and nearest-neighbour resizing': {
    shapes: { filter: [3, 3, 1, 2], back: [1, 1, 2, 1] },
    cost: (p, batch) => {
      const padded = tf.pad(picture(batch), [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]);
      const pooled = tf.maxPool(tf.elu(tf.conv2d(padded, tensorNamed<tf.Tensor4D>(p, 'filter'), 1, 'valid')), 2, 2, 'valid');
      const large = tf.image.resizeNearestNeighbor(pooled, [8, 8]);
      return error(tf.conv2d(large, tensorNamed<tf.Tensor4D>(p, 'back'), 1, 'same'), picture(batch));
    },
  },
  'average pooling and bilinear resizing': {
    shapes: { filter: [3, 3, 1, 2], back: [1, 1, 2, 1] },
    cost: (p, batch) => {
      const pooled = tf.avgPool(tf.sigmoid(tf.conv2d(picture(batch), tensorNamed<tf.Tensor4D>(p, 'filter'), 1, 'same')), 2, 2, 'same');
      const large = tf.image.resizeBilinear(pooled, [8, 8]);
      return error(tf.conv2d(large, tensorNamed<tf.Tensor4D>(p, 'back'), 1, 'same'), picture(batch));
    },
  },
  'batch statistics': {
    shapes: { W: [64, 5], gain: [5], shift: [5], back: [5, 64] },
    cost: (p, batch) => {
      const h = tf.matMul(batch, tensorNamed<tf.Tensor2D>(p, 'W'));
      const { mean, variance } = tf.moments(h, 0);
      const normal = tf.div(tf.sub(h, mean), tf.sqrt(tf.add(variance, 1e-3)));
      const scaled = tf.add(tf.mul(normal, tensorNamed(p, 'gain')), tensorNamed(p, 'shift'));
      return error(tf.matMul(tf.tanh(scaled) as tf.Tensor2D, tensorNamed<tf.Tensor2D>(p, 'back')), batch);
    },
  },
  'an LSTM unrolled over time': {
    shapes: { kernel: [8 + 4, 16], bias: [16], out: [4, 8] },
    cost: (p, batch) => {
      const times = tf.split(batch.reshape([batchSize, 8, 8]), 8, 1).map((one) => tf.reshape<tf.Rank.R2>(one, [batchSize, 8]));
      let h: tf.Tensor2D = tf.zeros([batchSize, 4]);
      let c: tf.Tensor2D = tf.zeros([batchSize, 4]);
      const outputs = times.map((x) => {
        [c, h] = tf.basicLSTMCell(tf.scalar(1), tensorNamed<tf.Tensor2D>(p, 'kernel'), tensorNamed<tf.Tensor1D>(p, 'bias'), x, c, h);
        return tf.matMul(h, tensorNamed<tf.Tensor2D>(p, 'out'));
      });
      return error(tf.concat(outputs, 1), batch);
    },
  },
  'a GRU unrolled over time': {
    shapes: { gates: [8 + 4, 8], candidate: [8 + 4, 4], out: [4, 8] },
    cost: (p, batch) => {
      const times = tf.split(batch.reshape([batchSize, 8, 8]), 8, 1).map((one) => tf.reshape<tf.Rank.R2>(one, [batchSize, 8]));
      let h: tf.Tensor2D = tf.zeros([batchSize, 4]);
      const outputs = times.map((x) => {
        const gates = tf.sigmoid(tf.matMul(tf.concat2d([x, h], 1), tensorNamed<tf.Tensor2D>(p, 'gates')));
        const [reset, update] = tf.split(gates, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
        const candidate = tf.tanh(tf.matMul(tf.concat2d([x, tf.mul(reset, h)], 1), tensorNamed<tf.Tensor2D>(p, 'candidate')));
        h = tf.add(tf.mul(update, h), tf.mul(tf.sub(1, update), candidate));
        return tf.matMul(h, tensorNamed<tf.Tensor2D>(p, 'out'));
      });
      return error(tf.concat(outputs, 1), batch);
    },
  },
  'strided convolution over time and its transpose': {
    shapes: { down: [1, 3, 8, 4], up: [1, 3, 8, 4] },
    cost: (p, batch) => {
      const series = tf.reshape<tf.Rank.R4>(batch, [batchSize, 1, 8, 8]);
      const code = tf.relu(tf.conv2d(series, tensorNamed<tf.Tensor4D>(p, 'down'), [1, 2], 'same'));
      return error(tf.conv2dTranspose(code, tensorNamed<tf.Tensor4D>(p, 'up'), [batchSize, 1, 8, 8], [1, 2], 'same'), series);
    },
  },
  'codes quantized to the nearest of a codebook, straight through': {
    shapes: { W: [64, 3], book: [5, 3], back: [3, 64] },
    cost: (p, batch) => {
      const z = tf.matMul(batch, tensorNamed<tf.Tensor2D>(p, 'W'));
      const book = tensorNamed<tf.Tensor2D>(p, 'book');
      const distances = tf.sum(tf.square(tf.sub(tf.expandDims(z, 1), tf.expandDims(book, 0))), 2);
      const nearest = tf.matMul(tf.oneHot(tf.argMin(distances, 1), 5).toFloat() as tf.Tensor2D, book);
      // The value is the nearest entry, the gradient that of z.
      const straight = tf.customGrad((...[x, q]) => ({
        value: (q as tf.Tensor).clone(),
        gradFunc: (dy: tf.Tensor) => [dy, tf.zerosLike(x as tf.Tensor)],
      }));
      const decoded = tf.matMul(straight(z, nearest) as tf.Tensor2D, tensorNamed<tf.Tensor2D>(p, 'back'));
      return tf.add(error(decoded, batch), tf.mul(error(nearest, z), 0.25));
    },
  },
  'a gradient penalty': {
    shapes: { W: [64, 8], v: [8, 1] },
    cost: (p, batch) => {
      const score = (x: tf.Tensor) =>
        tf.sum(tf.matMul(tf.tanh(tf.matMul(x as tf.Tensor2D, tensorNamed<tf.Tensor2D>(p, 'W'))), tensorNamed<tf.Tensor2D>(p, 'v')));
      const slopes = tf.grad(score)(batch);
      const norms = tf.sqrt(tf.add(tf.sum(tf.square(slopes), 1), 1e-6));
      return tf.add(tf.sum<tf.Scalar>(tf.square(tf.sub(norms, 1))), tf.mul(tf.square(score(batch)), 0.01)) as tf.Scalar;
    },
  },
  'slice, gather, select, softplus and a sampled code': {
    shapes: { W: [64, 6], back: [3, 64] },
    cost: (p, batch) => {
      const h = tf.matMul(batch, tensorNamed<tf.Tensor2D>(p, 'W'));
      const mean = tf.slice(h, [0, 0], [batchSize, 3]);
      const spread = tf.softplus(tf.slice(h, [0, 3], [batchSize, 3]));
      const noise = tf.slice(batch, [0, 0], [batchSize, 3]);
      const z = tf.add(mean, tf.mul(spread, noise));
      const order = tf.gather(z, tf.tensor1d([2, 0, 1], 'int32'), 1);
      const chosen = tf.where(tf.greater(noise, 0), order, tf.mul(order, 0.1)) as tf.Tensor2D;
      const divergence = tf.sum(tf.sub(tf.add(tf.square(mean), tf.square(spread)), tf.log(tf.square(spread))));
      return tf.add(error(tf.matMul(chosen, tensorNamed<tf.Tensor2D>(p, 'back')), batch), tf.mul(divergence, 0.01));
    },
  },
  'expanded, stacked and squeezed tensors': {
    shapes: { W: [64, 4] },
    cost: (p, batch) => {
      const h = tf.matMul(batch, tensorNamed<tf.Tensor2D>(p, 'W'));
      const stacked = tf.stack([h, tf.square(h)], 1);
      const expanded = tf.tanh(tf.expandDims(stacked, 1));
      return tf.sum(tf.square(tf.sub(tf.squeeze(expanded), tf.expandDims(h, 1)))) as tf.Scalar;
    },
  },
  'softmax, log, exponential, clipping and a mean': {
    shapes: { W: [64, 6] },
    cost: (p, batch) => {
      const probabilities = tf.softmax(tf.matMul(batch, tensorNamed<tf.Tensor2D>(p, 'W')));
      const bounded = tf.clipByValue(probabilities, 1e-3, 1);
      return tf.mean(tf.add(tf.neg(tf.log(bounded)), tf.exp(tf.max(bounded, 1, true)))) as tf.Scalar;
    },
  },
};

describe('a compiled step', () => {
  let compiled: Engine;
  let eager: Engine;
  beforeAll(async () => {
    compiled = await loadEngine({ only: 'tensorflow' });
    eager = await loadEngine({ only: 'tensorflow', compiled: false });
  });

  it.each(Object.entries(networks))('trains a network with %s to the same values as in eager mode', (_, network) =>
    expectSameTraining({ compiled, eager }, network),
  );

  it.each([
    'batch statistics',
    'codes quantized to the nearest of a codebook, straight through',
    'a gradient penalty',
    'slice, gather, select, softplus and a sampled code',
    'softmax, log, exponential, clipping and a mean',
  ])('trains through XLA to the same values as in eager mode: %s', async (name) =>
    expectSameTraining({ compiled: await loadXlaEngine(), eager }, named(networks, name)),
  );
});
