import type { TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { mapValues } from '../map-values.ts';

/** A value to differentiate, and auxiliary tensors that were computed with it. */
interface Computed<Auxiliary> {
  readonly value: tf.Scalar;
  readonly auxiliary: Auxiliary;
}

/**
 * The value of a function of named tensors, its gradients, and auxiliary tensors that it computed. TensorFlow.js disposes whatever a differentiated
 * function does not return, so these are kept through it.
 */
export function valueAndGradients<Auxiliary extends Readonly<Record<string, TensorMap>>>(
  compute: (tensors: TensorMap) => Computed<Auxiliary>,
  at: TensorMap,
): { readonly gradients: TensorMap; readonly auxiliary: Auxiliary } {
  const names = Object.keys(at);
  let found: Auxiliary | undefined;
  const evaluated = (...tensors: tf.Tensor[]): tf.Scalar => {
    const { value, auxiliary } = compute(Object.fromEntries(names.map((name, index) => [name, tensors[index] as tf.Tensor])));
    // Clones, because a tensor may be the value itself, or have several names.
    found = mapGroups(auxiliary, (tensor) => tf.keep(tensor.clone()));
    return value;
  };
  const { grads } = tf.valueAndGrads(evaluated)(Object.values(at));
  if (found === undefined) throw new RangeError('the function was not called');
  const auxiliary = mapGroups(found, (tensor) => {
    const own = tensor.clone();
    tensor.dispose();
    return own;
  });
  return { gradients: Object.fromEntries(names.map((name, index) => [name, grads[index] as tf.Tensor])), auxiliary };
}

function mapGroups<Groups extends Readonly<Record<string, TensorMap>>>(groups: Groups, change: (tensor: tf.Tensor) => tf.Tensor): Groups {
  return Object.fromEntries(Object.entries(groups).map(([name, tensors]) => [name, mapValues(tensors, change)])) as Groups;
}
