import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { type CodeConfig, headsOf } from '../codes/code-config.ts';
import type { CodeHeads } from '../codes/code-model.ts';
import { named } from '../tensor-map.ts';

/** The prefix of the parameters of each head: `encoder/2` for the code itself, `encoder/2/logVariance`. @param layer the encoder's last */
export function headPrefixes(code: CodeConfig, layer: number): readonly string[] {
  return headsOf(code).map((head) => (head === 'code' ? `encoder/${layer}` : `encoder/${layer}/${head}`));
}

interface LastLayer {
  readonly parameters: TensorMap;
  /** What the layer gets, `[batch, inputs]`. */
  readonly values: tf.Tensor2D;
  readonly activate: (sums: tf.Tensor2D) => tf.Tensor2D;
}

/** The encoder's last layer, once for each head of the code model. */
export function encoderHeads(code: CodeConfig, layer: number, { parameters, values, activate }: LastLayer): CodeHeads {
  const leads = headPrefixes(code, layer);
  return Object.fromEntries(
    headsOf(code).map((head, index) => {
      const product = tf.matMul<tf.Tensor2D>(values, named(parameters, `${leads[index]}/weights`));
      return [head, activate(tf.add<tf.Tensor2D>(product, named(parameters, `${leads[index]}/biases`)))];
    }),
  );
}
