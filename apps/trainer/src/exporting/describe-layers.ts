import { conditionSize, gridOf, normalisationEpsilon, type RunConfig, stagesOf } from '@hourglass/model/config';
import { recurrentLayers } from './describe-recurrent-layers.ts';
import type { ExportedLayer, ExportedLayers, Halves } from './exported-layers.ts';

/** The layers of a network in the order in which they are applied: `activation(input · weights + biases)`, or the same with a convolution. */
export function describeLayers(config: RunConfig, sampleShape: readonly number[]): ExportedLayers {
  const halves = halvesOf(config, sampleShape);
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

function halvesOf(config: RunConfig, sampleShape: readonly number[]): Halves {
  switch (config.family) {
    case 'dense':
      return denseLayers(config);
    case 'convolutional':
      return convolutionalLayers(config, sampleShape);
    case 'recurrent':
      return recurrentLayers(config, sampleShape);
  }
}

/** The first layer of each half that is not a convolution gets the condition; a recurrent layer gets it in every step. */
function conditioned(layers: readonly ExportedLayer[]): readonly ExportedLayer[] {
  const first = layers.findIndex(({ kind }) => kind === 'dense' || kind === 'recurrent');
  // A second layer of it reads the same series in the other direction.
  const isFirst = (layer: ExportedLayer, index: number) =>
    index === first || (index === first + 1 && layer.recurrence?.direction === 'backward');
  return layers.map((layer, index) => (isFirst(layer, index) ? { ...layer, appends: 'label' } : layer));
}

/** @param prefix of the encoder's last layer */
function describeCode(code: RunConfig['code'], prefix: string): ExportedLayers['code'] {
  const { kind } = code;
  if (kind === 'variational') return { kind, logVariance: arraysOf(`${prefix}/logVariance`) };
  if (kind === 'quantized') return { kind, codebook: 'code/codebook' };
  return kind === 'sparse' && code.penalty === 'topK' ? { kind, kept: code.kept } : { kind };
}

/** Activation of the encoder's last layer. @param plain the activation for a plain code */
function codeActivation({ code }: Pick<RunConfig, 'code'>, plain: string): string {
  if (code.kind === 'sparse' && code.penalty === 'kl') return 'sigmoid';
  return code.kind === 'plain' ? plain : 'linear';
}

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
  /** Output of the layer on either side of a code that keeps the grid of the last stage. */
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
