import type { StateValues, TensorMap } from '@hourglass/engine/contract';
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';

/** How probable a sample is, given what the decoder makes of a code. Tensors are `[rows, values of a sample]`. */
export interface Likelihood {
  /** The metric of its loss: `negativeLogLikelihood` in nats, or `squaredError`. */
  readonly term: 'squaredError' | 'negativeLogLikelihood';
  /** Whether it takes samples as they are, without the training mean subtracted. */
  readonly usesRawSamples: boolean;
  /** Its own parameters, named `likelihood/…`. @param sampleSize values in a sample */
  parameters(sampleSize: number): StateValues;
  /** The mean of the output distribution: the reconstruction. @param output of the decoder */
  mean(output: Tensor2D): Tensor2D;
  /** The loss of each row, `[rows]`. */
  loss(output: Tensor2D, target: Tensor2D, parameters: TensorMap): Tensor1D;
}
