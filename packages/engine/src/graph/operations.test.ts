import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Program, ResidentSamples, StateValues } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import { bytes, numbers } from '../testing/numbers.ts';
import { sgd } from '../testing/test-optimizers.ts';

const batchSize = 6;
/** Pictures of 8 x 8, or series of 8 values at 8 times. */
const samples: ResidentSamples = {
  count: 50,
  size: 64,
  values: bytes(50 * 64, 3),
  divisor: 255,
  mean: numbers(64, 4).map((number) => number / 8),
};

interface SmallNetwork {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly cost: (parameters: Readonly<Record<string, tf.Tensor>>, batch: tf.Tensor2D) => tf.Scalar;
}
type Named = Readonly<Record<string, tf.Tensor>>;
const at = <Kind extends tf.Tensor>(tensors: Named, name: string): Kind => {
  const tensor = tensors[name];
  if (tensor === undefined) throw new Error(`no tensor ${name}`);
  return tensor as Kind;
};
const picture = (batch: tf.Tensor2D): tf.Tensor4D => batch.reshape([batchSize, 8, 8, 1]);
const error = (y: tf.Tensor, x: tf.Tensor): tf.Scalar => tf.sum(tf.square(tf.sub(y, x)));

/** What families to come are made of, each in the smallest network that uses it, gradients included. */
const networks: Readonly<Record<string, SmallNetwork>> = {
  'strided convolution and its transpose': {
    shapes: { down: [3, 3, 1, 4], up: [3, 3, 1, 4] },
    cost: (p, batch) => {
      const code = tf.relu(tf.conv2d(picture(batch), at<tf.Tensor4D>(p, 'down'), 2, 'same'));
      return error(tf.conv2dTranspose(code, at<tf.Tensor4D>(p, 'up'), [batchSize, 8, 8, 1], 2, 'same'), picture(batch));
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
      const pooled = tf.maxPool(tf.elu(tf.conv2d(padded, at<tf.Tensor4D>(p, 'filter'), 1, 'valid')), 2, 2, 'valid');
      const large = tf.image.resizeNearestNeighbor(pooled, [8, 8]);
      return error(tf.conv2d(large, at<tf.Tensor4D>(p, 'back'), 1, 'same'), picture(batch));
    },
  },
  'average pooling and bilinear resizing': {
    shapes: { filter: [3, 3, 1, 2], back: [1, 1, 2, 1] },
    cost: (p, batch) => {
      const pooled = tf.avgPool(tf.sigmoid(tf.conv2d(picture(batch), at<tf.Tensor4D>(p, 'filter'), 1, 'same')), 2, 2, 'same');
      const large = tf.image.resizeBilinear(pooled, [8, 8]);
      return error(tf.conv2d(large, at<tf.Tensor4D>(p, 'back'), 1, 'same'), picture(batch));
    },
  },
  'batch statistics': {
    shapes: { W: [64, 5], gain: [5], shift: [5], back: [5, 64] },
    cost: (p, batch) => {
      const h = tf.matMul(batch, at<tf.Tensor2D>(p, 'W'));
      const { mean, variance } = tf.moments(h, 0);
      const normal = tf.div(tf.sub(h, mean), tf.sqrt(tf.add(variance, 1e-3)));
      const scaled = tf.add(tf.mul(normal, at(p, 'gain')), at(p, 'shift'));
      return error(tf.matMul(tf.tanh(scaled) as tf.Tensor2D, at<tf.Tensor2D>(p, 'back')), batch);
    },
  },
  'an LSTM unrolled over time': {
    shapes: { kernel: [8 + 4, 16], bias: [16], out: [4, 8] },
    cost: (p, batch) => {
      const times = tf.split(batch.reshape([batchSize, 8, 8]), 8, 1).map((one) => tf.reshape<tf.Rank.R2>(one, [batchSize, 8]));
      let h: tf.Tensor2D = tf.zeros([batchSize, 4]);
      let c: tf.Tensor2D = tf.zeros([batchSize, 4]);
      const outputs = times.map((x) => {
        [c, h] = tf.basicLSTMCell(tf.scalar(1), at<tf.Tensor2D>(p, 'kernel'), at<tf.Tensor1D>(p, 'bias'), x, c, h);
        return tf.matMul(h, at<tf.Tensor2D>(p, 'out'));
      });
      return error(tf.concat(outputs, 1), batch);
    },
  },
  'slice, gather, select, softplus and a sampled code': {
    shapes: { W: [64, 6], back: [3, 64] },
    cost: (p, batch) => {
      const h = tf.matMul(batch, at<tf.Tensor2D>(p, 'W'));
      const mean = tf.slice(h, [0, 0], [batchSize, 3]);
      const spread = tf.softplus(tf.slice(h, [0, 3], [batchSize, 3]));
      const noise = tf.slice(batch, [0, 0], [batchSize, 3]);
      const z = tf.add(mean, tf.mul(spread, noise));
      const order = tf.gather(z, tf.tensor1d([2, 0, 1], 'int32'), 1);
      const chosen = tf.where(tf.greater(noise, 0), order, tf.mul(order, 0.1)) as tf.Tensor2D;
      const divergence = tf.sum(tf.sub(tf.add(tf.square(mean), tf.square(spread)), tf.log(tf.square(spread))));
      return tf.add(error(tf.matMul(chosen, at<tf.Tensor2D>(p, 'back')), batch), tf.mul(divergence, 0.01));
    },
  },
  'softmax, log, exponential, clipping and a mean': {
    shapes: { W: [64, 6] },
    cost: (p, batch) => {
      const probabilities = tf.softmax(tf.matMul(batch, at<tf.Tensor2D>(p, 'W')));
      const bounded = tf.clipByValue(probabilities, 1e-3, 1);
      return tf.mean(tf.add(tf.neg(tf.log(bounded)), tf.exp(tf.max(bounded, 1, true)))) as tf.Scalar;
    },
  },
};

function programOf({ shapes, cost }: SmallNetwork): Program {
  const state: StateValues = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => {
      const length = shape.reduce((product, size) => product * size, 1);
      return [name, { shape, values: numbers(length, 60 + index).map((number) => number / 3) }];
    }),
  );
  const names = Object.keys(shapes);
  return {
    state,
    samples,
    batchSize,
    inputs: { learningRate: [] },
    step: ({ state: current, batch, inputs, optimize }) => {
      const costOf = (...parameters: tf.Tensor[]) =>
        cost(Object.fromEntries(names.map((name, index) => [name, parameters[index] as tf.Tensor])), batch);
      const { value, grads } = tf.valueAndGrads(costOf)(names.map((name) => at(current, name)));
      const gradients = Object.fromEntries(names.map((name, index) => [name, grads[index] as tf.Tensor]));
      const updated = optimize(sgd, { parameters: current, gradients, slots: {}, learningRate: at<tf.Scalar>(inputs, 'learningRate') });
      return { cost: value as tf.Scalar, state: updated.parameters };
    },
  };
}

/** 20 steps: costs, and the state they end in. */
async function trained(engine: Engine, network: SmallNetwork) {
  const program = engine.compile(programOf(network));
  const steps = 20;
  const indices = Int32Array.from({ length: steps * batchSize }, (_, index) => (index * 11) % samples.count);
  const costs = await program.run(indices, { learningRate: new Float32Array(steps).fill(0.002) });
  const state = await program.read();
  program.dispose();
  return { costs, state };
}

describe('a compiled step', () => {
  let compiled: Engine;
  let eager: Engine;
  beforeAll(async () => {
    compiled = await loadEngine({ only: 'tensorflow' });
    eager = await loadEngine({ only: 'tensorflow', compiled: false });
  });

  it.each(Object.entries(networks))('trains a network with %s as in eager mode', async (_, network) => {
    const ours = await trained(compiled, network);
    const expected = await trained(eager, network);
    expect(expected.costs.at(-1)).toBeLessThan(expected.costs[0] ?? 0);
    for (const [step, cost] of expected.costs.entries()) expect((ours.costs[step] ?? Number.NaN) / cost).toBeCloseTo(1, 4);
    for (const [name, { values }] of Object.entries(expected.state)) {
      for (const [index, value] of values.entries()) expect(ours.state[name]?.values[index], `${name}[${index}]`).toBeCloseTo(value, 4);
    }
  });
});
