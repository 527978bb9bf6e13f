import { z } from 'zod';
import { objectiveFields, trainingFields } from '../run-fields.ts';
import { activationNames } from './activation-names.ts';
import { layersOf } from './dense-layers.ts';
import type { FamilyConfig } from './family-config.ts';
import { initialisationNames } from './initialisation-names.ts';

const schema = z.strictObject({
  family: z.literal('dense').default('dense'),
  /** The encoder's layer sizes, input first; the last is the code size. */
  dimensions: z.array(z.int().min(1).max(65_536)).min(2).max(64),
  /** The decoder uses the encoder's weights, transposed. */
  tied: z.boolean().default(true),
  /** Of every layer but the last. */
  activation: z.enum(activationNames).default('tanh'),
  /** Of the reconstruction. */
  outputActivation: z.enum(activationNames).default('tanh'),
  initialisation: z.enum(initialisationNames).default('fanIn'),
  ...objectiveFields,
  ...trainingFields,
});
export type DenseConfig = Readonly<z.output<typeof schema>>;

/** Layers that are fully connected, each with every value of the one before it. */
export const dense = {
  schema,
  usesSampleShape: false,
  isFastInXla: true,

  describe({ dimensions, tied }) {
    const layers = layersOf(dimensions);
    const weights = layers.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
    const biases = layers.reduce((sum, { inputs, outputs }) => sum + inputs + outputs, 0);
    return {
      codeSize: sizeOfCode(dimensions),
      parameterCount: weights * (tied ? 1 : 2) + biases,
      // A product and a sum for each weight, once forwards and twice backwards, in encoder and decoder.
      flops: 2 * 3 * 2 * weights,
      activationValues: 2 * dimensions.reduce((sum, size) => sum + size, 0),
    };
  },

  derivedValues: ({ dimensions }) => ({ depth: dimensions.length - 1, width: Math.max(...dimensions.slice(1)) }),

  problem: () => null,

  shapeProblem({ dimensions }, sampleShape) {
    const size = sampleShape.reduce((product, length) => product * length, 1);
    if (dimensions[0] === size) return null;
    return `dimensions: received [${dimensions.join(', ')}]; the first must be ${size}, the number of values in a sample`;
  },
} as const satisfies FamilyConfig<DenseConfig>;

function sizeOfCode(dimensions: readonly number[]): number {
  const size = dimensions.at(-1);
  if (size === undefined) throw new RangeError('dimensions hold at least two sizes: the schema says so');
  return size;
}
