import { type RunConfig, stagesOf } from '@hourglass/model/config';

/** One layer, with the names of its arrays. */
interface ExportedLayer {
  readonly kind: 'dense' | 'convolution' | 'transposed convolution' | 'resize and convolution';
  readonly weights: string;
  /** Whether the weights are used transposed: a tied decoder has none of its own. */
  readonly transposed: boolean;
  readonly biases: string;
  readonly activation: string;
  /** Of one sample after the layer, `[height, width, channels]`; missing for a dense layer, whose result has no shape. */
  readonly output?: readonly number[];
  /** Of a convolution. The padding is TensorFlow's `SAME`. */
  readonly stride?: number;
}

export interface ExportedLayers {
  readonly encoder: readonly ExportedLayer[];
  readonly decoder: readonly ExportedLayer[];
}

/** The layers of a network in the order in which they are applied: `activation(input · weights + biases)`, or the same with a convolution. */
export function describeLayers(config: RunConfig, sampleShape: readonly number[]): ExportedLayers {
  switch (config.family) {
    case 'dense':
      return denseLayers(config);
    case 'convolutional':
      return convolutionalLayers(config, sampleShape);
  }
}

function denseLayers({ dimensions, tied, activation, outputActivation }: Extract<RunConfig, { family: 'dense' }>): ExportedLayers {
  const layers = Array.from({ length: dimensions.length - 1 }, (_, layer) => layer);
  return {
    encoder: layers.map((layer) => ({ kind: 'dense', ...encoderArrays(layer), activation })),
    decoder: layers.map((layer) => ({
      kind: 'dense',
      ...decoderArrays(layer, layers.length, tied),
      activation: layer === layers.length - 1 ? outputActivation : activation,
    })),
  };
}

function convolutionalLayers(config: Extract<RunConfig, { family: 'convolutional' }>, sampleShape: readonly number[]): ExportedLayers {
  const { hidden, tied, activation, outputActivation, upsampling } = config;
  const stages = stagesOf(config, sampleShape);
  const dense = Array.from({ length: hidden.length + 1 }, (_, layer) => layer);
  const depth = stages.length + dense.length;
  return {
    encoder: [
      ...stages.map(({ inner }, layer) => ({
        ...{ kind: 'convolution' as const, ...encoderArrays(layer), activation },
        ...{ output: [...inner.size, inner.channels], stride: 2 },
      })),
      ...dense.map((layer) => ({
        kind: 'dense' as const,
        ...encoderArrays(stages.length + layer),
        activation: layer === dense.length - 1 ? 'linear' : activation,
      })),
    ],
    decoder: [
      ...dense.map((layer) => ({ kind: 'dense' as const, ...decoderArrays(layer, depth, tied), activation })),
      ...stages.toReversed().map(({ outer }, index) => ({
        kind: upsampling === 'transposed' ? ('transposed convolution' as const) : ('resize and convolution' as const),
        ...decoderArrays(dense.length + index, depth, tied),
        activation: index === stages.length - 1 ? outputActivation : activation,
        ...{ output: [...outer.size, outer.channels], stride: upsampling === 'transposed' ? 2 : 1 },
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
