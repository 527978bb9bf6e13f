/** One layer, with the names of its arrays. */
export interface ExportedLayer {
  readonly kind: 'dense' | 'convolution' | 'transposed convolution' | 'resize and convolution' | 'recurrent';
  readonly weights: string;
  /** Whether the weights are used transposed: a tied decoder has none of its own. */
  readonly transposed: boolean;
  readonly biases: string;
  /** What is appended to the layer's input: the one-hot label of the sample. Missing where nothing is. */
  readonly appends?: 'label';
  /** Between the sum and the activation; missing where there is none. */
  readonly normalisation?: ExportedNormalisation;
  readonly activation: string;
  /**
   * Of one sample after the layer, `[height, width, channels]`; missing for a dense layer, whose result has no shape. A dense layer with such an output
   * applies to the values at each position separately.
   */
  readonly output?: readonly number[];
  /** Stride of a convolution. The padding is TensorFlow's `SAME`. */
  readonly stride?: number;
  /** How a recurrent layer reads or writes its series. */
  readonly recurrence?: ExportedRecurrence;
  /** Whether the last layer gives the values of the last step first. */
  readonly reversed?: true;
}

/** How a recurrent layer applies: `activation` is that of the candidate and of the output; gates are sigmoids. The state begins with zeros. */
interface ExportedRecurrence {
  readonly cell: string;
  /** Names of the gates in the order of the columns of weights and biases; each has `units` columns. */
  readonly gates: readonly string[];
  readonly units: number;
  /** Two layers after each other, `forward` and `backward`, read the same series; their outputs are joined in this order. */
  readonly direction: 'forward' | 'backward';
  /** Arrays for the output of the step before; without biases where the cell has none. */
  readonly weights: string;
  readonly biases?: string;
  /**
   * What a step reads: that of the series or of the layer before; the code in each step; or the values that the decoder gave for the step before (zeros in
   * the first; probabilities under a Bernoulli likelihood), then the code.
   */
  readonly reads: 'the step' | 'the code' | 'the previous values and the code';
  /** What the layer after it gets: the outputs of all steps, or that after the last step. */
  readonly gives: 'every step' | 'the last step';
}

/** `(sum − mean) / √(variance + epsilon) · scale + offset`; for `layer`, mean and variance are those of a sample's values. */
interface ExportedNormalisation {
  readonly kind: string;
  readonly epsilon: number;
  /** Names of arrays with a value for each channel. */
  readonly scale: string;
  readonly offset: string;
  /** Names of the running mean and variance; only with the kind `batch`. */
  readonly mean?: string;
  readonly variance?: string;
}

export interface ExportedLayers {
  /** Its last layer gives the code; of a variational code, the mean. */
  readonly encoder: readonly ExportedLayer[];
  readonly decoder: readonly ExportedLayer[];
  /** Values that `appends: label` appends; missing without a condition. */
  readonly condition?: { readonly kind: 'label'; readonly classes: number };
  readonly code: {
    readonly kind: string;
    /** Number of values of a sparse code with the penalty `topK` that are kept, the largest ones; the others are 0. */
    readonly kept?: number;
    /** Name of the array of codes of a quantized code, `[codes, values]`. The vector at each position is replaced by the nearest code. */
    readonly codebook?: string;
    /** Names of the arrays of the log variance of a variational code. They are used like the encoder's last layer. */
    readonly logVariance?: { readonly weights: string; readonly biases: string };
  };
}

/** The layers of both halves, without those of the code and the condition. */
export type Halves = Pick<ExportedLayers, 'encoder' | 'decoder'>;
