import * as tf from '@tensorflow/tfjs-core';

/**
 * Which code is nearest to each vector, one-hot: `[vectors, codes]`. The first of equally near ones. The choice has no gradient.
 *
 * @param vectors `[vectors, dimension]`
 * @param codebook `[codes, dimension]`
 */
export function nearestCodes(vectors: tf.Tensor2D, codebook: tf.Tensor2D): tf.Tensor2D {
  const choose = tf.customGrad((...given) => {
    const [ofVectors, ofCodes] = given as unknown as [tf.Tensor2D, tf.Tensor2D];
    // ‖z − e‖² without ‖z‖², which is the same for every code.
    const distances = tf.sub(tf.sum(tf.square(ofCodes), 1), tf.mul(tf.matMul(ofVectors, ofCodes, false, true), 2));
    const value = tf.oneHot(tf.argMin(distances, 1), codebook.shape[0], 1, 0, 'float32');
    return { value, gradFunc: () => [tf.zeros(vectors.shape), tf.zeros(codebook.shape)] };
  });
  return choose(vectors, codebook) as tf.Tensor2D;
}

/** The codes, with the gradient of the vectors that they replace   van den Oord et al. 2017, section 3.2 */
export function straightThrough(vectors: tf.Tensor2D, codes: tf.Tensor2D): tf.Tensor2D {
  const replace = tf.customGrad((...given) => {
    const [, replacement] = given as unknown as [tf.Tensor2D, tf.Tensor2D];
    return { value: tf.mul(replacement, 1), gradFunc: (slope) => [slope, tf.zeros(codes.shape)] };
  });
  return replace(vectors, codes) as tf.Tensor2D;
}

/** The same values as a constant. */
export function withoutGradient(values: tf.Tensor2D): tf.Tensor2D {
  const stop = tf.customGrad((given) => ({ value: tf.mul(given as tf.Tensor, 1), gradFunc: () => tf.zeros(values.shape) }));
  return stop(values) as tf.Tensor2D;
}
