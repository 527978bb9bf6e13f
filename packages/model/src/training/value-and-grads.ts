import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { mapTensors } from '../tensor-map.ts';

/** A value to differentiate, and further tensors that came up on the way. */
interface Computed<Further> {
  readonly value: tf.Scalar;
  readonly further: Further;
}

/**
 * The value of a function of named tensors, its gradients, and further tensors that it computed. TensorFlow.js disposes whatever a differentiated
 * function does not return, so these are kept through it.
 */
export function valueAndGradients<Further extends Readonly<Record<string, TensorMap>>>(
  compute: (tensors: TensorMap) => Computed<Further>,
  at: TensorMap,
): { readonly gradients: TensorMap; readonly further: Further } {
  const names = Object.keys(at);
  let found: Further | undefined;
  const evaluated = (...tensors: tf.Tensor[]): tf.Scalar => {
    const { value, further } = compute(Object.fromEntries(names.map((name, index) => [name, tensors[index] as tf.Tensor])));
    // Clones, because a tensor may be the value itself, or have several names.
    found = mapGroups(further, (tensor) => tf.keep(tensor.clone()));
    return value;
  };
  const { grads } = tf.valueAndGrads(evaluated)(Object.values(at));
  if (found === undefined) throw new RangeError('the function was not called');
  const further = mapGroups(found, (tensor) => {
    const own = tensor.clone();
    tensor.dispose();
    return own;
  });
  return { gradients: Object.fromEntries(names.map((name, index) => [name, grads[index] as tf.Tensor])), further };
}

function mapGroups<Groups extends Readonly<Record<string, TensorMap>>>(groups: Groups, change: (tensor: tf.Tensor) => tf.Tensor): Groups {
  return Object.fromEntries(Object.entries(groups).map(([name, tensors]) => [name, mapTensors(tensors, change)])) as Groups;
}
