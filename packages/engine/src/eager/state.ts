import { keep, tensor } from '@tensorflow/tfjs-core';
import type { StateValues, TensorMap } from '../engine.ts';
import { mapValues } from '../map-values.ts';

/** Creates tensors that `tidy` does not dispose. The values are copied, because backends keep references to arrays that they receive. */
export function createState(values: StateValues): TensorMap {
  return mapValues(values, (value) => keep(tensor(value.values.slice(), [...value.shape], 'float32')));
}

/** Every tensor's values, bit for bit, copied into new arrays. */
export function readState(state: TensorMap): StateValues {
  return mapValues(state, (tensor) => ({ shape: Object.freeze([...tensor.shape]), values: tensor.dataSync<'float32'>().slice() }));
}

/** Disposes the tensors of `old` that `next` does not contain. */
export function disposeReplaced(old: TensorMap, next: TensorMap): void {
  const kept = new Set(Object.values(next));
  for (const tensor of Object.values(old)) if (!kept.has(tensor)) tensor.dispose();
}
