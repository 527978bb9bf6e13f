import * as tf from '@tensorflow/tfjs-core';
import { at } from '../../../checked.ts';
import { fit, matrix, ramped } from '../values.ts';
import type { Moves } from './move.ts';

export const arranging: Moves = {
  reduce: (given) => {
    const { tensor, bound } = given.value(0);
    const axis = given.choose(0, [null, ...tensor.shape.keys()]);
    const keep = given.choose(1, [false, true]);
    const size = axis === null ? tensor.size : at(tensor.shape, axis);
    const from = axis === null ? undefined : axis;
    return given.choose(2, [
      () => ({ tensor: tf.sum(tensor, from, keep), bound: size * bound }),
      () => ({ tensor: tf.mean(tensor, from, keep), bound }),
      () => ({ tensor: tf.max(ramped(tensor), from, keep), bound: bound + 1 }),
      () => ({ tensor: tf.min(ramped(tensor), from, keep), bound: bound + 1 }),
      () => ({ tensor: tf.logSumExp(tensor, from, keep), bound: bound + 6 }),
      () => ({ tensor: tf.moments(tensor, from, keep).variance, bound: bound ** 2 }),
    ])();
  },
  softmax: (given) => {
    const { tensor, bound } = given.value(0);
    const input = tensor.rank === 0 ? tf.reshape(tensor, [1]) : tensor;
    return given.choose(0, [
      () => ({ tensor: tf.softmax(input), bound: 1 }),
      () => ({ tensor: tf.logSoftmax(input), bound: 2 * bound + 6 }),
    ])();
  },
  arrange: (given) => {
    const { tensor, bound } = given.value(0);
    const last = Math.max(0, tensor.rank - 1);
    const axes = [...tensor.shape.keys()];
    const arranged = given.choose(0, [
      () => tf.transpose(tensor),
      () => tf.reshape(tensor, [tensor.size]),
      () => tf.reshape(tensor, tensor.shape),
      () => tf.expandDims(tensor, given.choose(1, [0, last])),
      () => tf.squeeze(tensor),
      () => (tensor.rank === 0 ? tensor : tf.tile(tensor, [...tensor.shape.slice(1).map(() => 1), 2])),
      () =>
        tf.pad(
          tensor,
          tensor.shape.map(() => [1, 0] as [number, number]),
        ),
      () => (tensor.rank === 0 ? tensor : tf.reverse(tensor, given.choose(1, axes))),
      () => (tensor.rank === 0 ? tensor : tf.cumsum(tensor, last)),
      () => (tensor.rank === 4 ? tensor : tf.broadcastTo(tf.reshape(tensor, [1, ...tensor.shape]), [2, ...tensor.shape])),
    ])();
    return { tensor: arranged, bound: bound * (arranged.rank === 0 ? 1 : at(arranged.shape, arranged.rank - 1)) };
  },
  part: (given) => {
    const { tensor, bound } = given.value(0);
    const input = matrix(tensor);
    const [rows, columns] = [at(input.shape, 0), at(input.shape, 1)];
    const parts: readonly (() => tf.Tensor)[] = [
      () => tf.slice(input, [0, columns > 1 ? 1 : 0], [rows, 1]),
      () => at(tf.split(fit(input, [4, 3]), given.choose(1, [2, 4]), 0), 1),
      () => at(tf.unstack(fit(input, [2, 3]), given.choose(1, [0, 1])), 1),
      () => tf.gather(input, tf.tensor1d([rows - 1, 0, rows - 1], 'int32'), 0),
      () => tf.gather(input, tf.tensor1d([columns - 1, 0], 'int32'), 1),
    ];
    return { tensor: given.choose(0, parts)(), bound: 2 * bound };
  },
  join: (given) => {
    const [a, b] = [given.value(0), given.value(1)];
    const other = fit(b.tensor, a.tensor.shape);
    const joined = given.choose(0, [
      () => tf.stack([a.tensor, other], given.choose(1, [0, a.tensor.rank])),
      () => tf.concat([matrix(a.tensor), matrix(other), matrix(a.tensor)], given.choose(1, [0, 1])),
      () => tf.addN([a.tensor, other, a.tensor]),
    ])();
    return { tensor: joined, bound: 2 * a.bound + b.bound };
  },
};
