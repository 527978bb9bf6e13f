import * as tf from '@tensorflow/tfjs-core';

/**
 * The `kept` largest values of each row; the others are 0. Equal values at the limit are all kept. The gradient is that of the kept values: the choice
 * itself has none (Makhzani & Frey 2014).
 *
 * @param values `[batch, codeSize]`, at least `kept` in a row
 */
export function keepLargest(values: tf.Tensor2D, kept: number): tf.Tensor2D {
  const choose = tf.customGrad((given, save) => {
    const least = tf.slice(tf.topk(given as tf.Tensor, kept).values, [0, kept - 1], [-1, 1]);
    const mask = tf.cast(tf.greaterEqual(given as tf.Tensor, least), 'float32');
    (save as tf.GradSaveFunc)([mask]);
    return { value: tf.mul(given as tf.Tensor, mask), gradFunc: (slope, [saved]) => tf.mul(slope, saved as tf.Tensor) };
  });
  return choose(values) as tf.Tensor2D;
}
