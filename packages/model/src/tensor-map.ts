import type { TensorMap } from '@hourglass/engine/contract';
import type { Tensor } from '@tensorflow/tfjs-core';
import { ModelError } from './errors.ts';

/** The tensor of this name. @throws ModelError where there is none: a state that does not fit its step */
export function named<Kind extends Tensor = Tensor>(tensors: TensorMap, name: string): Kind {
  const tensor = tensors[name];
  if (tensor === undefined) {
    throw new ModelError('CHECKPOINT_MISMATCH', `The state has no tensor "${name}"; it has ${Object.keys(tensors).join(', ')}.`);
  }
  return tensor as Kind;
}

/** `{ w }` → `{ 'm/w' }` */
export function nest(prefix: string, tensors: TensorMap): TensorMap {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${prefix}/${name}`, tensor]));
}

/** `{ 'm/w', 'v/w' }`, m → `{ w }` */
export function unnest(prefix: string, tensors: TensorMap): TensorMap {
  const start = `${prefix}/`;
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) => (name.startsWith(start) ? [[name.slice(start.length), tensor]] : [])),
  );
}
