import { sizeOfShape } from '@hourglass/presentation';
import type { HiddenLayer } from '../families/hidden-layer.ts';

interface NormalisationFields {
  readonly normalisation: string;
  readonly batchSize: number;
}

/** Null unless a layer would normalise a single value, which leaves nothing of it. Otherwise a sentence with what is allowed. */
export function normalisationProblem({ normalisation, batchSize }: NormalisationFields, layers: readonly HiddenLayer[]): string | null {
  const single = layers.find(({ shape }) => sizeOfShape(shape) === 1);
  if (normalisation === 'batch' && batchSize === 1 && layers.some(({ shape }) => shape.length === 1)) {
    return 'normalisation: received "batch" with batches of 1 sample, in which no value of a dense layer varies. Set `batchSize` to 2 or more, or `normalisation: layer`.';
  }
  if (normalisation === 'layer' && single !== undefined) {
    return `normalisation: received "layer" with the layer ${single.name} of a single value, of which nothing is left. Set \`normalisation: none\` or \`batch\`, or a larger layer.`;
  }
  return null;
}
