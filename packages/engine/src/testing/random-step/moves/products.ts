import * as tf from '@tensorflow/tfjs-core';
import { at } from '../../../checked.ts';
import { fit, matrix, type Value } from '../values.ts';
import { activate, activations } from './activate.ts';
import { biasShapes } from './broadcast-shapes.ts';
import type { MoveInput, Moves } from './move.ts';

function product(given: MoveInput): Value {
  const [first, second] = [given.value(0), given.value(1)];
  const [transposeA, transposeB] = given.choose(0, [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const);
  const a = matrix(first.tensor);
  const inner = at(a.shape, transposeA ? 0 : 1);
  const outer = given.choose(1, [1, 2, 3]);
  const b = fit(second.tensor, transposeB ? [outer, inner] : [inner, outer]);
  return { tensor: tf.matMul(a, b, transposeA, transposeB), bound: inner * first.bound * second.bound };
}

/** x W + b, with a bias of any shape that fits. */
function affine(given: MoveInput): Value {
  const [x, W, b] = [given.value(0), given.value(1), given.value(2)];
  const input = matrix(x.tensor);
  const product = tf.matMul(input, fit(W.tensor, [at(input.shape, 1), given.choose(0, [3, 1, 2])]));
  const bias = fit(b.tensor, given.choose(1, biasShapes(product.shape)));
  return { tensor: tf.add(product, bias), bound: at(input.shape, 1) * x.bound * W.bound + b.bound };
}

/** Scores, mask, softmax and values of attention, in batches of any rank. */
function attention(given: MoveInput): Value {
  const [q, k, v] = [given.value(0), given.value(1), given.value(2)];
  const batch = given.choose(0, [[2], [2, 2], []]);
  const scores = tf.mul(tf.matMul(fit(q.tensor, [...batch, 3, 2]), fit(k.tensor, [...batch, 3, 2]), false, true), 0.25);
  const mask = fit(v.tensor, given.choose(1, biasShapes(scores.shape)));
  return { tensor: tf.matMul(tf.softmax(tf.add(scores, mask)), fit(v.tensor, [...batch, 3, 2])), bound: 3 * v.bound };
}

/** aᵀ b + cᵀ d, and similar sums. */
function sumOfProducts(given: MoveInput): Value {
  const [a, b, c] = [given.value(0), given.value(1), given.value(2)];
  const bound = 4 * (a.bound + c.bound) * (b.bound + c.bound) + c.bound;
  const first = tf.matMul(fit(a.tensor, [4, 3]), fit(b.tensor, [4, 3]), true, false);
  const plain = () => tf.matMul(fit(c.tensor, [3, 2]), fit(a.tensor, [2, 3]));
  const sums: readonly (() => tf.Tensor)[] = [
    () => tf.add(first, tf.matMul(fit(c.tensor, [2, 3]), fit(a.tensor, [2, 3]), true, false)),
    () => tf.add(first, tf.matMul(fit(c.tensor, [2, 1]), fit(a.tensor, [2, 3]), true, false)),
    () => tf.add(first, tf.matMul(fit(c.tensor, [2, 3]), fit(a.tensor, [2, 1]), true, false)),
    () => tf.add(first, first),
    () => tf.add(first, plain()),
    () => tf.mul(tf.add(first, tf.matMul(fit(c.tensor, [4, 3]), fit(b.tensor, [4, 3]), true, false)), first),
    () => tf.add(tf.add(first, tf.matMul(fit(c.tensor, [4, 3]), fit(b.tensor, [4, 3]), true, false)), plain()),
  ];
  return { tensor: given.choose(0, sums)(), bound: 4 * bound };
}

export const products: Moves = {
  product,
  dense: (given) => activate(given.choose(2, activations), affine(given)),
  tied: (given) => {
    const [x, W, c] = [given.value(0), given.value(1), given.value(2)];
    const input = matrix(x.tensor);
    const inputs = at(input.shape, 1);
    const weights = fit(W.tensor, [inputs, 3]);
    const h = activate(given.choose(0, activations), { tensor: tf.matMul(input, weights), bound: inputs * x.bound * W.bound });
    const back = tf.add(tf.matMul(h.tensor, weights, false, true), fit(c.tensor, [inputs]));
    return { tensor: back, bound: 3 * h.bound * W.bound + c.bound };
  },
  sumOfProducts,
  attention,
};
