import { sizeOfShape } from '@hourglass/presentation';
import { z } from 'zod';
import { codeProblem, headsOf, passesOf } from '../codes/code-config.ts';
import { conditionProblem, conditionSize } from '../conditions/condition-config.ts';
import { likelihoodParameterCount, likelihoodProblem } from '../likelihoods/likelihood-config.ts';
import { normalisationProblem } from '../normalisations/normalisation-problem.ts';
import { hiddenLayerFields, objectiveFields, trainingFields } from '../run-fields.ts';
import { activationNames } from './activation-names.ts';
import { countWeights, type DenseLayer, layersOf, mirrored, withFurtherInputs } from './dense-layers.ts';
import type { FamilyConfig } from './family-config.ts';
import { type HiddenLayer, normalisedChannels } from './hidden-layer.ts';
import { initialisationNames } from './initialisation-names.ts';

const schema = z.strictObject({
  family: z.literal('dense').default('dense'),
  /** The encoder's layer sizes, input first; the last is the code size. */
  dimensions: z.array(z.int().min(1).max(65_536)).min(2).max(64),
  /** The decoder uses the encoder's weights, transposed. */
  tied: z.boolean().default(true),
  /** Activation of every layer except the last. */
  activation: z.enum(activationNames).default('tanh'),
  /** Activation of the reconstruction. */
  outputActivation: z.enum(activationNames).default('tanh'),
  initialisation: z.enum(initialisationNames).default('fanIn'),
  ...hiddenLayerFields,
  ...objectiveFields,
  ...trainingFields,
});
export type DenseConfig = Readonly<z.output<typeof schema>>;

/** The encoder's layers before the code, and the decoder's before the reconstruction. */
export function hiddenLayersOf({ dimensions }: Pick<DenseConfig, 'dimensions'>): readonly HiddenLayer[] {
  const sizes = dimensions.slice(1, -1);
  return [
    ...sizes.map((size, layer) => ({ half: 'encoder' as const, name: `encoder/${layer}`, shape: [size] })),
    ...sizes.toReversed().map((size, layer) => ({ half: 'decoder' as const, name: `decoder/${layer}`, shape: [size] })),
  ];
}

/** The encoder's layers. A condition is appended to the input. */
export function encoderLayersOf({ dimensions, condition }: Pick<DenseConfig, 'dimensions' | 'condition'>): readonly DenseLayer[] {
  return withFurtherInputs(layersOf(dimensions), conditionSize(condition));
}

/** The decoder's layers, from the code outwards. A condition is appended to the code. */
export function decoderLayersOf({ dimensions, condition }: Pick<DenseConfig, 'dimensions' | 'condition'>): readonly DenseLayer[] {
  return withFurtherInputs(mirrored(layersOf(dimensions)), conditionSize(condition));
}

/** Layers that are fully connected, each with every value of the one before it. */
export const dense = {
  schema,
  usesSampleShape: false,
  takesSeries: true,
  isFastInXla: true,

  describe(config) {
    const { dimensions, tied, code, condition, likelihood } = config;
    const layers = layersOf(dimensions);
    const encoder = encoderLayersOf(config);
    const [encoderWeights, decoderWeights] = [encoder, decoderLayersOf(config)].map(countWeights) as [number, number];
    const biases = layers.reduce((sum, { inputs, outputs }) => sum + inputs + outputs, 0);
    const { inputs, outputs } = lastOf(encoder);
    const extraHeads = (headsOf(code).length - 1) * outputs;
    const passes = passesOf(code, outputs);
    const normalised = normalisedChannels(config, hiddenLayersOf(config));
    return {
      ...{ codeSize: outputs, encodedSize: outputs, codeBits: null },
      parameterCount:
        encoderWeights +
        (tied ? 0 : decoderWeights) +
        biases +
        extraHeads * (inputs + 1) +
        2 * normalised +
        likelihoodParameterCount(likelihood, sizeOfSample(dimensions)),
      // A product and a sum for each weight, once forwards and twice backwards, in encoder and decoder.
      flops: 3 * 2 * (passes.encoder * encoderWeights + passes.decoder * decoderWeights + extraHeads * inputs),
      activationValues:
        (passes.encoder + passes.decoder) * (dimensions.reduce((sum, size) => sum + size, 0) + conditionSize(condition)) + extraHeads,
      loopSteps: 0,
    };
  },

  derivedValues: ({ dimensions }) => ({ depth: dimensions.length - 1, width: Math.max(...dimensions.slice(1)) }),

  problem: (config) =>
    likelihoodProblem(config) ??
    conditionProblem(config) ??
    codeProblem({ ...config, codeSize: codeSizeOf(config), hasGrid: false }) ??
    normalisationProblem(config, hiddenSizes(config)),

  shapeProblem({ dimensions }, sampleShape) {
    const size = sizeOfShape(sampleShape);
    if (dimensions[0] === size) return null;
    return `dimensions: received [${dimensions.join(', ')}]; the first must be ${size}, the number of values in a sample`;
  },
} as const satisfies FamilyConfig<DenseConfig>;

function hiddenSizes({ dimensions }: Pick<DenseConfig, 'dimensions'>) {
  const sizes = dimensions.slice(1, -1);
  return { hasDense: sizes.length > 0, sizes };
}

export function codeSizeOf({ dimensions }: Pick<DenseConfig, 'dimensions'>): number {
  return lastOf(layersOf(dimensions)).outputs;
}

function lastOf(layers: readonly DenseLayer[]): DenseLayer {
  const last = layers.at(-1);
  if (last === undefined) throw new RangeError('dimensions hold at least two sizes: the schema says so');
  return last;
}

function sizeOfSample([size]: readonly number[]): number {
  if (size === undefined) throw new RangeError('dimensions hold at least two sizes: the schema says so');
  return size;
}
