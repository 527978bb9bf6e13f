import type { CodeModel } from './code-model.ts';
import { head } from './head.ts';
import { lossOfOne } from './loss-of-one.ts';

/** The decoder gets the encoder's result. */
export const plain: CodeModel = {
  samples: 1,
  draws: () => ({}),
  mean: (heads) => head(heads, 'code'),
  sample: (heads) => ({ z: head(heads, 'code'), samples: 1 }),
  terms: ({ losses }) => ({ objective: lossOfOne(losses), terms: {}, vectors: {} }),
};
