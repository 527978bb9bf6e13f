import { sizeOfShape } from '@hourglass/presentation';
import { z } from 'zod';
import { codeProblem, gridOf, headsOf, passesOf } from '../codes/code-config.ts';
import { conditionProblem, conditionSize } from '../conditions/condition-config.ts';
import { likelihoodParameterCount, likelihoodProblem } from '../likelihoods/likelihood-config.ts';
import { normalisationProblem } from '../normalisations/normalisation-problem.ts';
import { hiddenLayerFields, objectiveFields, trainingFields } from '../run-fields.ts';
import { activationNames } from './activation-names.ts';
import {
  areaOf,
  type ConvolutionalLayout,
  codeValuesOf,
  decoderLayersOf,
  denseLayersOf,
  encoderLayersOf,
  hiddenLayersOf,
  lastOf,
  positionsOf,
  stagesOf,
  valuesOf,
} from './convolutional-layers.ts';
import { countWeights } from './dense-layers.ts';
import type { FamilyConfig } from './family-config.ts';
import { normalisedChannels } from './hidden-layer.ts';
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
  /** Null where the code keeps the grid of the last stage: its size then follows from the code model. */
  codeSize: z.int().min(1).max(65_536).nullable().default(16),
  /** The decoder uses the encoder's weights, transposed. */
  tied: z.boolean().default(false),
  /** Activation of every layer except the code and the last layer. */
  activation: z.enum(activationNames).default('relu'),
  /** Activation of the reconstruction. */
  outputActivation: z.enum(activationNames).default('linear'),
  initialisation: z.enum(initialisationNames).default('glorotUniform'),
  /** A transposed convolution; or resizing to the nearest value and a convolution, which leaves no checkerboard (Odena, Dumoulin & Olah 2016). */
  upsampling: z.enum(upsamplingNames).default('transposed'),
  ...hiddenLayerFields,
  ...objectiveFields,
  ...trainingFields,
});
export type ConvolutionalConfig = Readonly<z.output<typeof schema>>;

/** Convolutions that halve the image, then fully connected layers to the code; the decoder mirrors both. */
export const convolutional = {
  schema,
  usesSampleShape: true,
  takesSeries: false,
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
    const codeSize = codeValuesOf(config, sampleShape);
    const positions = positionsOf(config, sampleShape);
    const grid = gridOf(code);
    // The distances of each vector to all codes, the choice, and the chosen code.
    const choices = grid === null ? 0 : positions * grid.codes;
    const extraHeads = (headsOf(code).length - 1) * codeSize;
    const beforeCode = lastOf(encoder).inputs;
    const passes = passesOf(code, codeSize);
    const normalised = normalisedChannels(config, hiddenLayersOf(config, sampleShape));
    const sampleSize = sizeOfShape(sampleShape);
    return {
      codeSize,
      encodedSize: grid === null ? codeSize : positions,
      codeBits: grid === null ? null : positions * Math.log2(grid.codes),
      parameterCount:
        (grid?.parameterCount ?? 0) +
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
        (passes.encoder * (positions * encoderWeights + encoderProducts) +
          passes.decoder * (positions * decoderWeights + decoderProducts) +
          extraHeads * beforeCode +
          (grid === null ? 0 : choices * grid.dimension)),
      activationValues:
        (passes.encoder + passes.decoder) *
          (sumOf(stages, ({ outer, inner }) => valuesOf(outer) + valuesOf(inner)) +
            positions * sumOf(layers, ({ outputs }) => outputs) +
            conditionSize(condition)) +
        extraHeads +
        2 * choices +
        passes.decoder * resized,
      loopSteps: 0,
    };
  },

  derivedValues: ({ channels, hidden }) => ({ depth: channels.length + hidden.length + 1 }),

  problem(config) {
    const { tied, upsampling } = config;
    if (!tied || upsampling === 'transposed') {
      const grid = gridOf(config.code);
      // The decoder's first layer, from the code to the last stage, is fully connected, unless the code keeps the grid.
      const layers = { hasDense: grid === null, sizes: config.hidden };
      const codeSize = config.codeSize ?? grid?.dimension ?? Number.NaN;
      return (
        gridProblem(config) ??
        likelihoodProblem(config) ??
        conditionProblem(config) ??
        codeProblem({ ...config, codeSize, hasGrid: true }) ??
        normalisationProblem(config, layers)
      );
    }
    return `upsampling: received "${upsampling}" with tied weights; only "transposed" uses the encoder’s weights. Set \`tied: false\`, or \`upsampling: transposed\`.`;
  },

  shapeProblem(_, sampleShape) {
    if (sampleShape.length >= 2) return null;
    const size = sizeOfShape(sampleShape);
    return `family: received "convolutional", which needs images; give \`dataset.shape\` a height and a width whose product is ${size}, the number of values in a sample`;
  },
} as const satisfies FamilyConfig<ConvolutionalConfig>;

/** Null if the fields of the code's size fit whether it keeps the grid of the last stage. Otherwise a sentence. */
function gridProblem({ code, codeSize, hidden }: ConvolutionalLayout): string | null {
  if (gridOf(code) === null) {
    if (codeSize !== null) return null;
    return `codeSize: received null with the code "${code.kind}", which is one vector; give the number of its values, such as \`codeSize: 16\`.`;
  }
  if (codeSize !== null) {
    return `codeSize: received ${codeSize} with the code "${code.kind}", which has one of its \`codes\` at each position of the last stage; its size follows from \`channels\` and \`codeDimension\`. Leave \`codeSize\` out.`;
  }
  if (hidden.length === 0) return null;
  return `hidden: received [${hidden.join(', ')}] with the code "${code.kind}", which keeps the grid of the last stage; fully connected layers lose it. Set \`hidden: []\`.`;
}

function sumOf<Value>(values: readonly Value[], amountOf: (value: Value) => number): number {
  return values.reduce((sum, value) => sum + amountOf(value), 0);
}
