import * as tf from '@tensorflow/tfjs-core';
import { at } from '../../../checked.ts';
import { fit, matrix, type Value } from '../values.ts';
import { activate } from './activate.ts';
import { broadcastShapes } from './broadcast-shapes.ts';
import type { MoveInput, Moves } from './move.ts';

/** The slope of an activation times a factor, by the formula of TensorFlow.js's gradient and by similar formulas. */
function slope(given: MoveInput): Value {
  const [x, factor] = [given.value(0), given.value(1)];
  const y = activate(given.choose(0, ['tanh', 'sigmoid', 'sin']), x).tensor;
  const one = given.choose(1, [
    () => tf.scalar(1),
    () => tf.scalar(2),
    () => tf.onesLike(y),
    () => tf.tensor([1], [1, ...y.shape.map(() => 1)]),
    () => tf.tensor1d([1]),
  ])();
  const difference = tf.sub(one, tf.square(y));
  const other = fit(factor.tensor, given.choose(2, broadcastShapes(y.shape)));
  return { tensor: given.choose(0, [tf.mul(difference, other), tf.mul(other, difference)]), bound: 2 * factor.bound };
}

/** The gradient of a small network in its input, so that the cost's gradient is a second derivative. */
function gradientOfInput(given: MoveInput): Value {
  const [x, W, b] = [given.value(0), given.value(1), given.value(2)];
  const input = matrix(x.tensor);
  const weights = fit(W.tensor, [at(input.shape, 1), 2]);
  const bias = fit(b.tensor, [2]);
  const activation = given.choose(0, [tf.tanh, tf.sigmoid, tf.softplus, tf.square]);
  const network = (of: tf.Tensor) => tf.sum(tf.square(activation(tf.add(tf.matMul(of, weights), bias))));
  const size = at(input.shape, 1) * x.bound * W.bound + b.bound;
  // A new tensor, so that weights that were computed from the input are constants here.
  const gradient = tf.grad(network)(tf.mul(input, 1));
  const bound = 8 * W.bound * (1 + size) ** 3;
  return given.choose(1, [
    { tensor: gradient, bound },
    { tensor: tf.sum(tf.square(gradient)), bound: 50 * bound ** 2 },
  ]);
}

/** Rifai et al. 2011: Σ (∂h/∂x)² = Σ_j (1 − h_j²)² Σ_i W_ij² for h = tanh(x W + b). */
function contractivePenalty(given: MoveInput): Value {
  const [x, W, b] = [given.value(0), given.value(1), given.value(2)];
  const input = matrix(x.tensor);
  const weights = fit(W.tensor, [at(input.shape, 1), 3]);
  const h = tf.tanh(tf.add(tf.matMul(input, weights), fit(b.tensor, [3])));
  const slopes = tf.sub(1, tf.square(h));
  const rows = tf.sum(tf.square(weights), 0, given.choose(0, [false, true]));
  const size = at(input.shape, 1) * W.bound ** 2;
  return { tensor: given.choose(1, [tf.mul(tf.square(slopes), rows), tf.mul(slopes, rows)]), bound: size };
}

export const derivatives: Moves = { slope, gradientOfInput, contractivePenalty };
