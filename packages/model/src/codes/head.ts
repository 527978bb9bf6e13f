import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { CodeHead } from './code-kind.ts';
import type { CodeHeads } from './code-model.ts';

/** @throws RangeError if the encoder has no such head */
export function head(heads: CodeHeads, name: CodeHead): Tensor2D {
  const found = heads[name];
  if (found === undefined) throw new RangeError(`the encoder has no head ${name}`);
  return found;
}
