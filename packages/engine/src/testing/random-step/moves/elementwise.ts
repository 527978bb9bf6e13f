import * as tf from '@tensorflow/tfjs-core';
import { fit, ramped } from '../values.ts';
import { activate, unaries } from './activate.ts';
import { broadcastShapes } from './broadcast-shapes.ts';
import type { Moves } from './move.ts';
import { constant } from './without-gradient.ts';

/** Elementwise operations of two values, one of them broadcast. */
const binaries: Readonly<Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: (a, b) => tf.div(a, tf.add(1, tf.square(b))),
  squaredDifference: (a, b) => tf.square(tf.sub(a, b)),
  maximum: (a, b) => tf.maximum(...likeEachOther(ramped(a), b)),
  minimum: (a, b) => tf.minimum(...likeEachOther(ramped(a), b)),
  where: (a, b) => {
    const [one, other] = likeEachOther(a, b);
    return tf.where(
      tf.cast(
        constant((x) => tf.cast(tf.greater(ramped(x), 0.1), 'float32'), one),
        'bool',
      ),
      one,
      other,
    );
  },
};

/** Broadcasts both operands to their common shape, because TensorFlow.js has some gradients only for operands of equal shape. */
const likeEachOther = (a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] => [tf.add(a, tf.zerosLike(b)), tf.add(b, tf.zerosLike(a))];

export const elementwise: Moves = {
  unary: (given) => activate(given.choose(0, Object.keys(unaries)), given.value(0)),
  binary: (given) => {
    const [a, b] = [given.value(0), given.value(1)];
    const other = fit(b.tensor, given.choose(1, broadcastShapes(a.tensor.shape)));
    const apply = given.choose(0, Object.values(binaries));
    const operands = given.choose(2, [
      [a.tensor, other],
      [other, a.tensor],
    ] as const);
    return { tensor: apply(...operands), bound: (a.bound + b.bound + 1) ** 2 };
  },
  constant: (given) => {
    const { tensor, bound } = given.value(0);
    const constants = [
      () => tf.scalar(0.5),
      () => tf.fill(tensor.shape, 0.75),
      () => ramped(tf.zeros(tensor.shape)),
      () => tf.tensor1d([0.25]),
      () => tf.scalar(1),
      () => tf.scalar(0),
    ];
    const other = given.choose(0, constants)();
    return { tensor: given.choose(1, [tf.mul(tensor, other), tf.add(tensor, other), tf.sub(other, tensor)]), bound: bound + 1 };
  },
};
