import { sizeOfShape } from '@hourglass/presentation';
import { z } from 'zod';
import { codeProblem, headsOf, passesOf } from '../codes/code-config.ts';
import { type ConditionConfig, conditionProblem, conditionSize } from '../conditions/condition-config.ts';
import { likelihoodParameterCount, likelihoodProblem } from '../likelihoods/likelihood-config.ts';
import { normalisationProblem } from '../normalisations/normalisation-problem.ts';
import { hiddenLayerFields, objectiveFields, trainingFields } from '../run-fields.ts';
import { activationNames } from './activation-names.ts';
import { countWeights, type DenseLayer, layersOf, mirrored, withFurtherInputs } from './dense-layers.ts';
import type { FamilyConfig } from './family-config.ts';
import { type HiddenLayer, normalisedChannels } from './hidden-layer.ts';
import { initialisationNames } from './initialisation-names.ts';

/** How a stage of the decoder doubles height and width. */
const upsamplingNames = ['transposed', 'nearest'] as const;

const schema = z.strictObject({
  family: z.literal('convolutional'),
  /** Channels after each stage of the encoder. A stage is a convolution with stride 2, which halves height and width. */
  channels: z.array(z.int().min(1).max(4_096)).min(1).max(8).default([16, 32]),
  /** Height and width of every kernel. */
  kernel: z.int().min(1).max(31).default(3),
  /** Sizes of fully connected layers between the last stage and the code. */
  hidden: z.array(z.int().min(1).max(65_536)).max(16).default([]),
  codeSize: z.int().min(1).max(65_536).default(16),
  /** The decoder uses the encoder's weights, transposed. */
  tied: z.boolean().default(false),
  /** Of every layer but the code and the last. */
  activation: z.enum(activationNames).default('relu'),
  /** Of the reconstruction. */
  outputActivation: z.enum(activationNames).default('linear'),
  initialisation: z.enum(initialisationNames).default('glorotUniform'),
  /** A transposed convolution; or resizing to the nearest value and a convolution, which leaves no checkerboard (Odena, Dumoulin & Olah 2016). */
  upsampling: z.enum(upsamplingNames).default('transposed'),
  ...hiddenLayerFields,
  ...objectiveFields,
  ...trainingFields,
});
export type ConvolutionalConfig = Readonly<z.output<typeof schema>>;

/** Fields that determine the sizes of the layers. */
export type ConvolutionalLayout = Pick<ConvolutionalConfig, 'channels' | 'hidden' | 'codeSize'>;

type Size = readonly [height: number, width: number];

/** A convolution of the encoder with stride 2, and its counterpart in the decoder. */
export interface Stage {
  /** Height and width on the side of the image, and on the side of the code: half, rounded up. */
  readonly outer: { readonly size: Size; readonly channels: number };
  readonly inner: { readonly size: Size; readonly channels: number };
}

/** Stages from the image inwards. The decoder goes back through the same sizes, so that a reconstruction has exactly the image's size. */
export function stagesOf({ channels }: ConvolutionalLayout, sampleShape: readonly number[]): readonly Stage[] {
  const [height, width, depth = 1] = sampleShape;
  if (height === undefined || width === undefined)
    throw new RangeError(`received samples of shape [${sampleShape.join(', ')}], not images`);
  let outer: Stage['outer'] = { size: [height, width], channels: depth };
  return channels.map((count) => {
    const [rows, columns] = outer.size;
    const stage = { outer, inner: { size: [Math.ceil(rows / 2), Math.ceil(columns / 2)], channels: count } } as const;
    outer = stage.inner;
    return stage;
  });
}

/** Fully connected layers from the last stage to the code. */
export function denseLayersOf(layout: ConvolutionalLayout, sampleShape: readonly number[]): readonly DenseLayer[] {
  const last = stagesOf(layout, sampleShape).at(-1);
  if (last === undefined) throw new RangeError('there is at least one stage: the schema says so');
  return layersOf([valuesOf(last.inner), ...layout.hidden, layout.codeSize]);
}

type Conditional = ConvolutionalLayout & { readonly condition: ConditionConfig };

/** The encoder's fully connected layers. A condition is appended to the values of the last stage. */
export function encoderLayersOf(config: Conditional, sampleShape: readonly number[]): readonly DenseLayer[] {
  return withFurtherInputs(denseLayersOf(config, sampleShape), conditionSize(config.condition));
}

/** The decoder's fully connected layers, from the code outwards. A condition is appended to the code. */
export function decoderLayersOf(config: Conditional, sampleShape: readonly number[]): readonly DenseLayer[] {
  return withFurtherInputs(mirrored(denseLayersOf(config, sampleShape)), conditionSize(config.condition));
}

/** The encoder's layers before the code, and the decoder's before the reconstruction. */
export function hiddenLayersOf(layout: ConvolutionalLayout, sampleShape: readonly number[]): readonly HiddenLayer[] {
  const stages = stagesOf(layout, sampleShape);
  const dense = denseLayersOf(layout, sampleShape);
  const encoder = [...stages.map(({ inner }) => shapeOf(inner)), ...dense.slice(0, -1).map(({ outputs }) => [outputs])];
  const decoder = [
    ...dense.toReversed().map(({ inputs }) => [inputs]),
    ...stages
      .slice(1)
      .toReversed()
      .map(({ outer }) => shapeOf(outer)),
  ];
  return [
    ...encoder.map((shape, layer) => ({ half: 'encoder' as const, name: `encoder/${layer}`, shape })),
    ...decoder.map((shape, layer) => ({ half: 'decoder' as const, name: `decoder/${layer}`, shape })),
  ];
}

/** Convolutions that halve the image, then fully connected layers to the code; the decoder mirrors both. */
export const convolutional = {
  schema,
  usesSampleShape: true,
  isFastInXla: false,

  describe(config, sampleShape) {
    const { kernel, tied, upsampling, code, condition, likelihood } = config;
    const stages = stagesOf(config, sampleShape);
    const layers = denseLayersOf(config, sampleShape);
    const encoder = encoderLayersOf(config, sampleShape);
    const [encoderWeights, decoderWeights] = [encoder, decoderLayersOf(config, sampleShape)].map(countWeights) as [number, number];
    const kernelWeights = sumOf(stages, ({ outer, inner }) => kernel ** 2 * outer.channels * inner.channels);
    const biases =
      sumOf(layers, ({ inputs, outputs }) => inputs + outputs) + sumOf(stages, ({ outer, inner }) => outer.channels + inner.channels);
    // Each weight of a kernel is used once for every place of the smaller image; after resizing, once for every place of the larger one.
    const encoderProducts = sumOf(stages, ({ outer, inner }) => kernel ** 2 * outer.channels * valuesOf(inner));
    const decoderProducts =
      upsampling === 'transposed' ? encoderProducts : sumOf(stages, ({ outer, inner }) => kernel ** 2 * inner.channels * valuesOf(outer));
    const resized = upsampling === 'transposed' ? 0 : sumOf(stages, ({ outer, inner }) => areaOf(outer.size) * inner.channels);
    const extraHeads = (headsOf(code).length - 1) * config.codeSize;
    const beforeCode = inputsOfCode(encoder);
    const passes = passesOf(code, config.codeSize);
    const normalised = normalisedChannels(config, hiddenLayersOf(config, sampleShape));
    const sampleSize = sizeOfShape(sampleShape);
    return {
      codeSize: config.codeSize,
      parameterCount:
        encoderWeights +
        kernelWeights +
        (tied ? 0 : decoderWeights + kernelWeights) +
        biases +
        extraHeads * (beforeCode + 1) +
        2 * normalised +
        likelihoodParameterCount(likelihood, sampleSize),
      // A product and a sum for each use of a weight, once forwards and twice backwards.
      flops:
        3 *
        2 *
        (passes.encoder * (encoderWeights + encoderProducts) +
          passes.decoder * (decoderWeights + decoderProducts) +
          extraHeads * beforeCode),
      activationValues:
        (passes.encoder + passes.decoder) *
          (sumOf(stages, ({ outer, inner }) => valuesOf(outer) + valuesOf(inner)) +
            sumOf(layers, ({ outputs }) => outputs) +
            conditionSize(condition)) +
        extraHeads +
        passes.decoder * resized,
    };
  },

  derivedValues: ({ channels, hidden }) => ({ depth: channels.length + hidden.length + 1 }),

  problem(config) {
    const { tied, upsampling } = config;
    if (!tied || upsampling === 'transposed') {
      // The decoder's first layer, from the code to the last stage, is fully connected.
      const layers = { hasDense: true, sizes: config.hidden };
      return likelihoodProblem(config) ?? conditionProblem(config) ?? codeProblem(config) ?? normalisationProblem(config, layers);
    }
    return `upsampling: received "${upsampling}" with tied weights; only "transposed" uses the encoder’s weights. Set \`tied: false\`, or \`upsampling: transposed\`.`;
  },

  shapeProblem(_, sampleShape) {
    if (sampleShape.length >= 2) return null;
    const size = sizeOfShape(sampleShape);
    return `family: received "convolutional", which needs images; give \`dataset.shape\` a height and a width whose product is ${size}, the number of values in a sample`;
  },
} as const satisfies FamilyConfig<ConvolutionalConfig>;

function shapeOf({ size, channels }: Stage['outer']): readonly number[] {
  return [...size, channels];
}

function areaOf([height, width]: Size): number {
  return height * width;
}

function valuesOf({ size, channels }: Stage['outer']): number {
  return areaOf(size) * channels;
}

function sumOf<Value>(values: readonly Value[], amountOf: (value: Value) => number): number {
  return values.reduce((sum, value) => sum + amountOf(value), 0);
}

function inputsOfCode(layers: readonly DenseLayer[]): number {
  const last = layers.at(-1);
  if (last === undefined) throw new RangeError('the code is a layer');
  return last.inputs;
}
