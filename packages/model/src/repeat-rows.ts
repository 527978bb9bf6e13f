import * as tf from '@tensorflow/tfjs-core';

/** Repeats each row, its copies one after the other: `[count, size]` to `[count · copies, size]`. */
export function repeatRows(rows: tf.Tensor2D, copies: number): tf.Tensor2D {
  if (copies === 1) return rows;
  const [count, size] = rows.shape;
  return tf.reshape<tf.Rank.R2>(tf.tile(tf.expandDims(rows, 1), [1, copies, 1]), [count * copies, size]);
}
