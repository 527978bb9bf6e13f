import { z } from 'zod';
import { codeProblem, headsOf, passesOf } from '../codes/code-config.ts';
import { conditionProblem, conditionSize } from '../conditions/condition-config.ts';
import { kindOrName } from '../kind-or-name.ts';
import { likelihoodParameterCount, likelihoodProblem } from '../likelihoods/likelihood-config.ts';
import { hiddenLayerFields, objectiveFields, trainingFields } from '../run-fields.ts';
import { activationNames } from './activation-names.ts';
import { countWeights } from './dense-layers.ts';
import type { FamilyConfig } from './family-config.ts';
import { initialisationNames } from './initialisation-names.ts';
import { cellNames, type RecurrentLayer, recurrentLayersOf, stateValuesOf, weightCountOf } from './recurrent-layers.ts';

/** Most steps of a series: those of an engine's scan. */
const maxSteps = 1_000;

/** What the decoder gets in each step: the code again; or the code and its own output of the step before. */
const decoderNames = ['repeat', 'feedback'] as const;

const probability = z.number().min(0).max(1);

/** Whether a step of a `feedback` decoder gets the true values of the step before in place of its own (Williams & Zipser 1989). */
const teacherSchema = kindOrName(
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    /** With a probability that changes linearly from `from` to `to` over `epochs`, drawn for each sample and step (Bengio et al. 2015). */
    z.strictObject({
      kind: z.literal('linear'),
      from: probability.default(1),
      to: probability.default(0),
      epochs: z.int().min(1).max(100_000).default(10),
    }),
  ]),
  'linear',
);

const schema = z.strictObject({
  family: z.literal('recurrent'),
  /** Cell of every recurrent layer. */
  cell: z.enum(cellNames).default('lstm'),
  /** Units of the encoder's recurrent layers, input first; the decoder mirrors them. */
  units: z.array(z.int().min(1).max(4_096)).min(1).max(8).default([64]),
  /** Each layer of the encoder reads the series in both directions, with as many units for each. */
  bidirectional: z.boolean().default(false),
  codeSize: z.int().min(1).max(65_536).default(16),
  decoder: z.enum(decoderNames).default('repeat'),
  teacherForcing: teacherSchema.prefault('none'),
  /** The decoder gives the last step first (Srivastava, Mansimov & Salakhutdinov 2015). */
  reverseTarget: z.boolean().default(false),
  /** Activation of the candidate and the output of every cell; gates are sigmoids. */
  activation: z.enum(activationNames).default('tanh'),
  /** Activation of the reconstruction. */
  outputActivation: z.enum(activationNames).default('linear'),
  /** Initialisation of the weights of inputs; those between steps are orthogonal. */
  initialisation: z.enum(initialisationNames).default('glorotUniform'),
  ...hiddenLayerFields,
  ...objectiveFields,
  ...trainingFields,
});
export type RecurrentConfig = Readonly<z.output<typeof schema>>;

/** Recurrent layers that read a series step by step to one code, and others that write a series from it. */
export const recurrent = {
  schema,
  usesSampleShape: true,
  takesSeries: true,
  isFastInXla: true,

  describe(config, sampleShape) {
    const { code, codeSize, condition, likelihood } = config;
    const { steps, features, encoder, decoder, output, beforeCode } = recurrentLayersOf(config, sampleShape);
    const passes = passesOf(code, codeSize);
    const heads = headsOf(code).length;
    const codeWeights = heads * countWeights([{ inputs: beforeCode, outputs: codeSize }]);
    const outputWeights = countWeights([output]);
    const recurrentWeights = sumOf([...encoder, ...decoder], weightCountOf);
    const biases = sumOf([...encoder, ...decoder], ({ biases: count }) => count) + heads * codeSize + output.outputs;
    const encoderOperations = steps * sumOf(encoder, weightCountOf) + codeWeights;
    const decoderOperations = steps * (sumOf(decoder, weightCountOf) + outputWeights);
    const valuesPerStep = (layers: readonly RecurrentLayer[]) => sumOf(layers, (layer) => stateValuesOf(config.cell, layer));
    return {
      ...{ codeSize, encodedSize: codeSize, codeBits: null },
      parameterCount: recurrentWeights + codeWeights + outputWeights + biases + likelihoodParameterCount(likelihood, steps * features),
      // A product and a sum for each use of a weight, once forwards and twice backwards.
      flops: 3 * 2 * (passes.encoder * encoderOperations + passes.decoder * decoderOperations),
      activationValues:
        passes.encoder * steps * (features + conditionSize(condition) + valuesPerStep(encoder)) +
        passes.decoder * (heads * codeSize + steps * (features + valuesPerStep(decoder))),
      loopSteps: steps * (passes.encoder * encoder.length + passes.decoder * (config.decoder === 'feedback' ? 1 : decoder.length)),
    };
  },

  weightsAt({ teacherForcing }, { step, stepsPerEpoch }) {
    if (teacherForcing.kind === 'none') return {};
    const { from, to, epochs } = teacherForcing;
    return { teacherRate: from + (to - from) * Math.min(1, step / (epochs * stepsPerEpoch)) };
  },

  heldOutMetrics: ({ decoder }) => ['zeroCodeCost', ...(decoder === 'feedback' ? ['teacherForcedCost'] : [])],

  derivedValues: ({ units }) => ({ depth: units.length + 1 }),

  problem: (config) =>
    normalisationProblem(config) ??
    teacherProblem(config) ??
    likelihoodProblem(config) ??
    conditionProblem({ ...config, tied: false }) ??
    codeProblem({ ...config, tied: false, hasGrid: false }),

  shapeProblem(_, sampleShape) {
    const [steps] = sampleShape;
    if (steps === undefined || sampleShape.length < 2) {
      return `family: received "recurrent", which needs series; give \`dataset.shape\` the steps and the channels, whose product must be ${steps}, the number of values in a sample`;
    }
    if (steps <= maxSteps) return null;
    return `family: received "recurrent" with series of ${steps} steps; give series of at most ${maxSteps} steps, the most for a recurrent network, for each of which it makes a step through a sample`;
  },
} as const satisfies FamilyConfig<RecurrentConfig>;

function normalisationProblem({ normalisation }: Pick<RecurrentConfig, 'normalisation'>): string | null {
  if (normalisation === 'none') return null;
  return `normalisation: received "${normalisation}" with the family "recurrent", whose cells have gates in place of a sum to normalise. Set \`normalisation: none\`, or another family.`;
}

function teacherProblem({ teacherForcing, decoder }: Pick<RecurrentConfig, 'teacherForcing' | 'decoder'>): string | null {
  if (teacherForcing.kind === 'none' || decoder === 'feedback') return null;
  return `teacherForcing: received "${teacherForcing.kind}" with the decoder "${decoder}", which gets nothing of the step before. Set \`teacherForcing: none\`, or \`decoder: feedback\`.`;
}

function sumOf<Value>(values: readonly Value[], amountOf: (value: Value) => number): number {
  return values.reduce((sum, value) => sum + amountOf(value), 0);
}
