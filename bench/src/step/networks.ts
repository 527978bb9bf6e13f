import type { StateValues, TensorMap } from '@hourglass/engine';
import { at, named } from '@hourglass/engine/checked';
import { type Cell, scan } from '@hourglass/engine/scan';
import { type Random, random } from '@hourglass/model';
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from './shapes.ts';

/** A network whose family does not exist in Hourglass yet: its parameters, and its cost of a batch `[rows, 784]`. The peers' code has the same formulas. */
export interface BenchNetwork {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly cost: (parameters: TensorMap, x: tf.Tensor2D) => tf.Scalar;
}

type Other = Extract<Network, { kind: 'lstm' | 'critic' }>;

/** @throws RangeError for a network that has a family */
export function withoutFamily(network: Network): Other {
  if (network.kind === 'lstm' || network.kind === 'critic') return network;
  throw new RangeError(`${network.kind} networks have a family`);
}

export function benchNetwork(network: Other): BenchNetwork {
  switch (network.kind) {
    case 'lstm':
      return lstm(network);
    case 'critic':
      return critic(network);
  }
}

const squaredError = (y: tf.Tensor, x: tf.Tensor) => tf.sum<tf.Scalar>(tf.square(tf.sub(y, x)));
const affine = (x: tf.Tensor, parameters: TensorMap, layer: string) =>
  tf.add(tf.matMul(x as tf.Tensor2D, named(parameters, `${layer}/W`) as tf.Tensor2D), named(parameters, `${layer}/b`));

function lstm({ units }: Extract<Other, { kind: 'lstm' }>): BenchNetwork {
  // Gates in the order of PyTorch: input, forget, candidate, output.
  const cell: Cell = ({ state, inputs, weights }) => {
    const joined = tf.concat([named(inputs, 'x') as tf.Tensor2D, named(state, 'h') as tf.Tensor2D], 1);
    const [i, f, g, o] = tf.split(affine(joined, weights, 'cell'), 4, 1) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const c = tf.add(tf.mul(tf.sigmoid(f), named(state, 'c')), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    const h = tf.mul(tf.sigmoid(o), tf.tanh(c));
    return { state: { c, h }, outputs: { h } };
  };
  const run = (p: TensorMap, layer: string, x: tf.Tensor) => {
    const zeros = tf.zeros([at(x.shape, 1), units]);
    return scan(cell, {
      initial: { c: zeros, h: zeros },
      inputs: { x },
      weights: { 'cell/W': named(p, `${layer}/W`), 'cell/b': named(p, `${layer}/b`) },
    });
  };
  return {
    shapes: {
      ...{ 'encoder/W': [28 + units, 4 * units], 'encoder/b': [4 * units] },
      ...{ 'decoder/W': [2 * units, 4 * units], 'decoder/b': [4 * units], 'output/W': [units, 28], 'output/b': [28] },
    },
    cost(p, x) {
      const [rows] = x.shape;
      const steps = tf.transpose(tf.reshape(x, [rows, 28, 28]), [1, 0, 2]);
      const code = named(run(p, 'encoder', steps).final, 'h');
      const repeated = tf.tile(tf.expandDims(code, 0), [28, 1, 1]);
      const hidden = tf.reshape(named(run(p, 'decoder', repeated).outputs, 'h'), [28 * rows, units]);
      return squaredError(tf.tanh(affine(hidden, p, 'output')), tf.reshape(steps, [28 * rows, 28]));
    },
  };
}

function critic({ width }: Extract<Other, { kind: 'critic' }>): BenchNetwork {
  return {
    shapes: { 'hidden/W': [784, width], 'hidden/b': [width], 'score/W': [width, 1], 'score/b': [1] },
    cost(p, x) {
      const half = at(x.shape, 0) / 2;
      const [real, made] = [tf.slice(x, [0, 0], [half, 784]), tf.slice(x, [half, 0], [half, 784])];
      const score = (given: tf.Tensor) => affine(tf.tanh(affine(given, p, 'hidden')), p, 'score');
      const between = tf.mul(tf.add(real, made), 0.5);
      const slopes = tf.grad((given) => tf.sum(score(given)))(between);
      const norms = tf.sqrt(tf.add(tf.sum(tf.square(slopes), 1), 1e-12));
      const penalty = tf.mean(tf.square(tf.sub(norms, 1)));
      return tf.add(tf.sub(tf.mean(score(made)), tf.mean(score(real))), tf.mul(penalty, 10));
    },
  };
}

/** Weights uniform within ±1/√(fan in), biases 0. */
export function initialValues({ shapes }: BenchNetwork, seed: number): StateValues {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => {
      const size = shape.reduce((product, length) => product * length, 1);
      const bound = 1 / Math.sqrt(size / at(shape, shape.length - 1));
      const source: Random = random(seed, 'weights', index);
      const values = Float32Array.from({ length: size }, () => (name.endsWith('/W') ? (2 * source.uniform() - 1) * bound : 0));
      return [name, { shape, values }];
    }),
  );
}
