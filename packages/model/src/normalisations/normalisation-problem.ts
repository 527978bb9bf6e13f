interface NormalisationFields {
  readonly normalisation: string;
  readonly batchSize: number;
}

interface DenseLayers {
  /** Whether the network has hidden layers that are fully connected. */
  readonly hasDense: boolean;
  /** Sizes of such layers that the configuration names. */
  readonly sizes: readonly number[];
}

/** Null unless a layer would normalise a single value, which leaves nothing of it. Otherwise a sentence with what is allowed. */
export function normalisationProblem({ normalisation, batchSize }: NormalisationFields, { hasDense, sizes }: DenseLayers): string | null {
  if (normalisation === 'batch' && batchSize === 1 && hasDense) {
    return 'normalisation: received "batch" with batches of 1 sample, in which no value of a dense layer varies. Set `batchSize` to 2 or more, or `normalisation: layer`.';
  }
  if (normalisation === 'layer' && sizes.includes(1)) {
    return 'normalisation: received "layer" with a hidden layer of a single value, of which nothing is left. Set `normalisation: none` or `batch`, or a larger layer.';
  }
  return null;
}
