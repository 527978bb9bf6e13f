import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../engine.ts';
import { loadEngine } from '../../load-engine.ts';
import { recordedPhase } from '../../testing/one-phase.ts';
import { expectSameTraining, networkProgram, type SmallNetwork } from '../../testing/small-network.ts';
import { tensorNamed } from '../../testing/test-optimizers.ts';
import { nativeBackend } from '../native-backend.ts';
import { recordStep } from '../record-step.ts';

type Parameters = Readonly<Record<string, tf.Tensor>>;

const squares = (...tensors: readonly tf.Tensor[]): tf.Scalar =>
  tensors.map((tensor) => tf.sum(tf.square(tensor))).reduce((sum, term) => tf.add(sum, term)) as tf.Scalar;
const columns = (batch: tf.Tensor2D, count: number) => tf.slice2d(batch, [0, 0], [batch.shape[0], count]);
/** A network whose cost is the sum of squares of what `output` gives. */
const network = (
  shapes: SmallNetwork['shapes'],
  output: (parameters: Parameters, batch: tf.Tensor2D) => tf.Tensor,
  batchSize = 6,
): SmallNetwork => ({ shapes, batchSize, cost: (parameters, batch) => squares(output(parameters, batch), ...Object.values(parameters)) });
const matMul = (a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false) => tf.matMul(a, b, transposeA, transposeB);

/** x W with a bias of this shape. */
const biased = (bias: readonly number[], batchSize = 6, isLeft = false) =>
  network(
    { W: [64, 4], b: bias },
    (p, batch) => {
      const [product, b] = [matMul(batch, tensorNamed(p, 'W')), tensorNamed(p, 'b')];
      return tf.tanh(isLeft ? tf.add(b, product) : tf.add(product, b));
    },
    batchSize,
  );

/** (1 - y²) · factor of this shape, by a formula like the one that the gradient of tanh uses. */
const slope = (factor: readonly number[], { activate = tf.tanh, one = () => tf.scalar(1) as tf.Tensor, isLeft = false } = {}) =>
  network({ W: [64, 4], f: factor }, (p, batch) => {
    const y = activate(matMul(batch, tensorNamed(p, 'W')));
    const [difference, f] = [tf.sub(one(), tf.square(y)), tensorNamed(p, 'f')];
    return isLeft ? tf.mul(f, difference) : tf.mul(difference, f);
  });

/** aᵀ b + cᵀ d of these shapes. */
const sumOfProducts = (a: readonly number[], b: readonly number[], c: readonly number[], d: readonly number[]) =>
  network({ a, b, c, d }, (p) =>
    tf.add(matMul(tensorNamed(p, 'a'), tensorNamed(p, 'b'), true), matMul(tensorNamed(p, 'c'), tensorNamed(p, 'd'), true)),
  );

const networks: Readonly<Record<string, SmallNetwork>> = {
  'a bias of a vector': biased([4]),
  'a bias of a vector from the left': biased([4], 6, true),
  'a bias of a row': biased([1, 4]),
  'a bias of a row from the left': biased([1, 4], 6, true),
  'a bias of a column': biased([6, 1]),
  'a bias of a matrix': biased([6, 4]),
  'a bias of one element': biased([1]),
  'a bias of one element in a matrix': biased([1, 1]),
  'a bias of a scalar': biased([]),
  'a bias of a stack': biased([2, 6, 4]),
  'a bias of a row to a batch of one': biased([1, 4], 1),
  'a bias of a vector to a batch of one': biased([4], 1),
  'a bias of a column to a batch of one': biased([1, 1], 1),
  'a bias that is the second part of a split, to a batch of one': network(
    { W: [64, 4], b: [2, 4] },
    (p, batch) => {
      const [, second = batch] = tf.split(tensorNamed(p, 'b'), 2, 0);
      return tf.tanh(tf.add(matMul(batch, tensorNamed(p, 'W')), second));
    },
    1,
  ),
  'a product added to itself': network({ W: [64, 4] }, (p, batch) => {
    const product = matMul(batch, tensorNamed(p, 'W'));
    return tf.add(product, product);
  }),
  'a bias subtracted': network({ W: [64, 4], b: [4] }, (p, batch) =>
    tf.relu(tf.sub(matMul(batch, tensorNamed(p, 'W')), tensorNamed(p, 'b'))),
  ),
  'a biased product that two activations use': network({ W: [64, 4], b: [4] }, (p, batch) => {
    const biasedProduct = tf.add(matMul(batch, tensorNamed(p, 'W')), tensorNamed(p, 'b'));
    return tf.mul(tf.tanh(biasedProduct), tf.sigmoid(biasedProduct));
  }),
  'a product with both operands transposed': network({ W: [4, 6], b: [4] }, (p, batch) =>
    tf.tanh(tf.add(matMul(batch, tensorNamed(p, 'W'), true, true), tensorNamed(p, 'b'))),
  ),
  'products of stacks': network({ W: [2, 8, 4], b: [4] }, (p, batch) =>
    tf.tanh(tf.add(matMul(tf.reshape(columns(batch, 16), [2, 6, 8]), tensorNamed(p, 'W')), tensorNamed(p, 'b'))),
  ),
  'a scaled and masked product of stacks': network({ W: [2, 2, 8, 4], b: [2, 1, 3, 4] }, (p, batch) =>
    tf.add(tf.mul(matMul(tf.reshape(columns(batch, 16), [2, 2, 3, 8]), tensorNamed(p, 'W')), 0.25), tensorNamed(p, 'b')),
  ),
  'a slope times a matrix': slope([6, 4]),
  'a slope times a matrix from the left': slope([6, 4], { isLeft: true }),
  'a slope times a row': slope([4]),
  'a slope times a row from the left': slope([4], { isLeft: true }),
  'a slope times a column': slope([6, 1]),
  'a slope times a scalar': slope([]),
  'a slope times a stack': slope([2, 6, 4]),
  'a slope of another activation': slope([6, 4], { activate: tf.sigmoid }),
  'a slope from two': slope([6, 4], { one: () => tf.scalar(2) }),
  'a slope from a one with more axes': slope([1, 6, 4], { one: () => tf.tensor3d([1], [1, 1, 1]) }),
  'a slope from a matrix of ones': slope([6, 4], { one: () => tf.ones([6, 4]) }),
  'a slope times itself': network({ W: [64, 4] }, (p, batch) => {
    const difference = tf.sub(1, tf.square(tf.tanh(matMul(batch, tensorNamed(p, 'W')))));
    return tf.mul(difference, difference);
  }),
  'a contractive penalty': network({ W: [64, 4], b: [4] }, (p, batch) => {
    const h = tf.tanh(tf.add(matMul(batch, tensorNamed(p, 'W')), tensorNamed(p, 'b')));
    // Rifai et al. 2011: Σ_j (1 − h_j²)² Σ_i W_ij²
    return tf.mul(tf.square(tf.sub(1, tf.square(h))), tf.sum(tf.square(tensorNamed(p, 'W')), 0));
  }),
  'a penalty on the gradient of a tanh': network({ W: [64, 4], b: [4] }, (p, batch) =>
    tf.grad((x) => tf.sum(tf.tanh(tf.add(matMul(x, tensorNamed(p, 'W')), tensorNamed(p, 'b')))))(batch),
  ),
  'a sum of products': sumOfProducts([5, 3], [5, 4], [2, 3], [2, 4]),
  'a sum of products, one of them a row': sumOfProducts([5, 3], [5, 4], [2, 1], [2, 4]),
  'a sum of products, one of them a column': sumOfProducts([5, 3], [5, 4], [2, 3], [2, 1]),
  'a sum of products, one of them a single element': sumOfProducts([5, 3], [5, 4], [2, 1], [2, 1]),
  'a sum of a row and a column of products': sumOfProducts([5, 3], [5, 1], [2, 1], [2, 4]),
  'a sum of a product with itself': network({ a: [5, 3], b: [5, 4] }, (p) => {
    const product = matMul(tensorNamed(p, 'a'), tensorNamed(p, 'b'), true);
    return tf.add(product, product);
  }),
  'a sum of products that something else uses too': network({ a: [5, 3], b: [5, 4] }, (p) => {
    const [first, second] = [
      matMul(tensorNamed(p, 'a'), tensorNamed(p, 'b'), true),
      matMul(tensorNamed(p, 'a'), tf.square(tensorNamed(p, 'b')), true),
    ];
    return tf.mul(tf.add(first, second), first);
  }),
  'a sum of products of other transpositions': network({ a: [5, 3], b: [5, 4], c: [3, 2], d: [2, 4] }, (p) =>
    tf.add(matMul(tensorNamed(p, 'a'), tensorNamed(p, 'b'), true), matMul(tensorNamed(p, 'c'), tensorNamed(p, 'd'))),
  ),
  'a difference of products': network({ a: [5, 3], b: [5, 4] }, (p) =>
    tf.sub(matMul(tensorNamed(p, 'a'), tensorNamed(p, 'b'), true), matMul(tf.square(tensorNamed(p, 'a')), tensorNamed(p, 'b'), true)),
  ),
  'a convolution with a bias of a row': network({ filter: [3, 3, 1, 2], b: [1, 1, 1, 2] }, (p, batch) =>
    tf.relu(
      tf.add(
        tf.conv2d(tf.reshape(batch, [6, 8, 8, 1]) as tf.Tensor4D, tensorNamed<tf.Tensor4D>(p, 'filter'), 2, 'same'),
        tensorNamed(p, 'b'),
      ),
    ),
  ),
  'a convolution to a single pixel with a bias of its shape': network(
    { filter: [8, 8, 1, 2], b: [1, 1, 1, 2] },
    (p, batch) =>
      tf.tanh(
        tf.add(
          tf.conv2d(tf.reshape(batch, [1, 8, 8, 1]) as tf.Tensor4D, tensorNamed<tf.Tensor4D>(p, 'filter'), 1, 'valid'),
          tensorNamed(p, 'b'),
        ),
      ),
    1,
  ),
  'a reshape to the same shape and a cast to the same type': network({ W: [64, 4] }, (p, batch) =>
    tf.cast(tf.reshape(matMul(batch, tensorNamed(p, 'W')), [6, 4]), 'float32'),
  ),
};

describe('a compiled step', () => {
  let compiled: Engine;
  let eager: Engine;
  beforeAll(async () => {
    compiled = await loadEngine({ only: 'tensorflow' });
    eager = await loadEngine({ only: 'tensorflow', compiled: false });
  });

  it.each(Object.entries(networks))('agrees with the eager step for %s', (_, given) => expectSameTraining({ compiled, eager }, given));

  it.each<[string, string]>([
    ['a bias of a vector', 'BiasAdd'],
    ['a bias of a row to a batch of one', 'AddN'],
    ['a slope times a matrix from the left', 'TanhGrad'],
    ['a sum of products', 'ConcatV2'],
  ])('is rewritten if the pattern matches: %s', (name, op) => {
    const given = networks[name];
    const nodes = given === undefined ? [] : recordStep(nativeBackend(), recordedPhase(networkProgram(given))).nodes;
    expect(nodes.map((node) => node.op)).toContain(op);
  });
});
