import * as tf from '@tensorflow/tfjs-core';
import type { CodeModel } from './code-model.ts';
import { head } from './head.ts';

/** The decoder gets the encoder's result. */
export const plain: CodeModel = {
  isSampled: false,
  samples: 1,
  draws: () => ({}),
  sample: (heads) => ({ z: head(heads, 'code'), samples: 1 }),
  terms: ({ losses }) => ({ objective: tf.reshape<tf.Rank.R1>(losses, [losses.shape[0]]), terms: {}, vectors: {} }),
};
