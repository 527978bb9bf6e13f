import { conditionSize, gridOf, normalisationEpsilon, type RunConfig, stagesOf } from '@hourglass/model/config';

/** One layer, with the names of its arrays. */
interface ExportedLayer {
  readonly kind: 'dense' | 'convolution' | 'transposed convolution' | 'resize and convolution';
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
   * applies to the values at each position by themselves.
   */
  readonly output?: readonly number[];
  /** Of a convolution. The padding is TensorFlow's `SAME`. */
  readonly stride?: number;
}

/** `(sum − mean) / √(variance + epsilon) · scale + offset`; for `layer`, mean and variance are those of a sample's values. */
interface ExportedNormalisation {
  readonly kind: string;
  readonly epsilon: number;
  /** Names of arrays with a value for each channel. */
  readonly scale: string;
  readonly offset: string;
  /** Of `batch`. */
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
    /** Of a sparse code with the penalty `topK`: the largest values of a code are kept, the others are 0. */
    readonly kept?: number;
    /** Of a quantized code: the array of codes, `[codes, values]`. The vector at each position is replaced by the nearest code. */
    readonly codebook?: string;
    /** Of a variational code: its arrays, used as the encoder's last layer is. */
    readonly logVariance?: { readonly weights: string; readonly biases: string };
  };
}

/** The layers of a network in the order in which they are applied: `activation(input · weights + biases)`, or the same with a convolution. */
export function describeLayers(config: RunConfig, sampleShape: readonly number[]): ExportedLayers {
  const halves = config.family === 'dense' ? denseLayers(config) : convolutionalLayers(config, sampleShape);
  const classes = conditionSize(config.condition);
  const [encoder, decoder] = [halves.encoder, halves.decoder].map((layers) => (classes === 0 ? layers : conditioned(layers))) as [
    Halves['encoder'],
    Halves['decoder'],
  ];
  const code = encoder.at(-1);
  if (code === undefined) throw new RangeError('an encoder has layers');
  return {
    // The last layers of both halves are not normalised.
    encoder: encoder.map((layer, index) => (index === encoder.length - 1 ? layer : normalised(layer, config))),
    decoder: decoder.map((layer, index) => (index === decoder.length - 1 ? layer : normalised(layer, config))),
    ...(classes === 0 ? {} : { condition: { kind: 'label' as const, classes } }),
    code: describeCode(config.code, prefixOf(code)),
  };
}

/** The first dense layer of each half gets the condition. */
function conditioned(layers: readonly ExportedLayer[]): readonly ExportedLayer[] {
  const first = layers.findIndex(({ kind }) => kind === 'dense');
  return layers.map((layer, index) => (index === first ? { ...layer, appends: 'label' } : layer));
}

/** @param prefix of the encoder's last layer */
function describeCode(code: RunConfig['code'], prefix: string): ExportedLayers['code'] {
  const { kind } = code;
  if (kind === 'variational') return { kind, logVariance: arraysOf(`${prefix}/logVariance`) };
  if (kind === 'quantized') return { kind, codebook: 'code/codebook' };
  return kind === 'sparse' && code.penalty === 'topK' ? { kind, kept: code.kept } : { kind };
}

/** Of the encoder's last layer. @param plain that of a plain code */
function codeActivation({ code }: Pick<RunConfig, 'code'>, plain: string): string {
  if (code.kind === 'sparse' && code.penalty === 'kl') return 'sigmoid';
  return code.kind === 'plain' ? plain : 'linear';
}

type Halves = Pick<ExportedLayers, 'encoder' | 'decoder'>;

/** `encoder/2` of `encoder/2/biases`. */
function prefixOf({ biases }: ExportedLayer): string {
  return biases.slice(0, -'/biases'.length);
}

function arraysOf(prefix: string) {
  return { weights: `${prefix}/weights`, biases: `${prefix}/biases` };
}

function normalised(layer: ExportedLayer, { normalisation }: RunConfig): ExportedLayer {
  if (normalisation === 'none') return layer;
  const prefix = prefixOf(layer);
  const statistics = normalisation === 'batch' ? { mean: `${prefix}/mean`, variance: `${prefix}/variance` } : {};
  return {
    ...layer,
    normalisation: {
      kind: normalisation,
      epsilon: normalisationEpsilon,
      scale: `${prefix}/scale`,
      offset: `${prefix}/offset`,
      ...statistics,
    },
  };
}

function denseLayers(config: Extract<RunConfig, { family: 'dense' }>): Halves {
  const { dimensions, tied, activation, outputActivation } = config;
  const layers = Array.from({ length: dimensions.length - 1 }, (_, layer) => layer);
  return {
    encoder: layers.map((layer) => ({
      kind: 'dense',
      ...encoderArrays(layer),
      activation: layer === layers.length - 1 ? codeActivation(config, activation) : activation,
    })),
    decoder: layers.map((layer) => ({
      kind: 'dense',
      ...decoderArrays(layer, layers.length, tied),
      activation: layer === layers.length - 1 ? outputActivation : activation,
    })),
  };
}

function convolutionalLayers(config: Extract<RunConfig, { family: 'convolutional' }>, sampleShape: readonly number[]): Halves {
  const { hidden, tied, activation, outputActivation, upsampling } = config;
  const stages = stagesOf(config, sampleShape);
  const dense = Array.from({ length: hidden.length + 1 }, (_, layer) => layer);
  const inner = stages.at(-1)?.inner;
  const grid = gridOf(config.code);
  /** Of the layer on either side of a code that keeps the grid of the last stage. */
  const outputOf = (channels: number | undefined) =>
    grid === null || inner === undefined || channels === undefined ? {} : { output: [...inner.size, channels] };
  const depth = stages.length + dense.length;
  return {
    encoder: [
      ...stages.map(({ inner }, layer) => ({
        kind: 'convolution' as const,
        ...encoderArrays(layer),
        activation,
        output: [...inner.size, inner.channels],
        stride: 2,
      })),
      ...dense.map((layer) => ({
        kind: 'dense' as const,
        ...encoderArrays(stages.length + layer),
        activation: layer === dense.length - 1 ? codeActivation(config, 'linear') : activation,
        ...outputOf(grid?.dimension),
      })),
    ],
    decoder: [
      ...dense.map((layer) => ({ kind: 'dense' as const, ...decoderArrays(layer, depth, tied), activation, ...outputOf(inner?.channels) })),
      ...stages.toReversed().map(({ outer }, index) => ({
        kind: upsampling === 'transposed' ? ('transposed convolution' as const) : ('resize and convolution' as const),
        ...decoderArrays(dense.length + index, depth, tied),
        activation: index === stages.length - 1 ? outputActivation : activation,
        output: [...outer.size, outer.channels],
        stride: upsampling === 'transposed' ? 2 : 1,
      })),
    ],
  };
}

function encoderArrays(layer: number) {
  return { weights: `encoder/${layer}/weights`, transposed: false, biases: `encoder/${layer}/biases` };
}

function decoderArrays(layer: number, depth: number, tied: boolean) {
  return {
    weights: tied ? `encoder/${depth - 1 - layer}/weights` : `decoder/${layer}/weights`,
    transposed: tied,
    biases: `decoder/${layer}/biases`,
  };
}
