import { sizeOfShape } from '@hourglass/presentation';
import { type ConditionConfig, conditionSize } from '../conditions/condition-config.ts';
import type { DenseLayer } from './dense-layers.ts';

/*
 * The sizes of the layers of a recurrent network, which follow from its fields and the shape of a sample.
 */

export const cellNames = ['lstm', 'gru'] as const;
export type CellName = (typeof cellNames)[number];

interface CellSize {
  /** Gates with the candidate, in the order of a weight matrix's columns: one of each for each unit. */
  readonly gateNames: readonly string[];
  /** Whether the sums of the previous output have biases of their own. */
  readonly hasRecurrentBiases: boolean;
  /** Values that a step keeps for its gradient, for each unit. */
  readonly kept: number;
}

export const cellSizes: Readonly<Record<CellName, CellSize>> = {
  // Four sums and their gates, the state, its activation, and the output.
  lstm: { gateNames: ['input', 'forget', 'candidate', 'output'], hasRecurrentBiases: false, kept: 11 },
  // Three sums of each kind, their gates, and the output.
  gru: { gateNames: ['update', 'reset', 'candidate'], hasRecurrentBiases: true, kept: 10 },
};

/** One direction of a layer. */
export interface RecurrentLayer {
  /** The prefix of its parameters: `encoder/0`, or `encoder/0/backward`. */
  readonly name: string;
  /** Number of the layer in its half; both directions of a layer have the same. */
  readonly index: number;
  readonly isBackward: boolean;
  readonly inputs: number;
  readonly units: number;
  /** Columns of its weights: units times gates. */
  readonly columns: number;
  readonly biases: number;
}

interface RecurrentLayout {
  readonly cell: CellName;
  readonly units: readonly number[];
  readonly bidirectional: boolean;
  readonly codeSize: number;
  readonly decoder: 'repeat' | 'feedback';
  readonly condition: ConditionConfig;
}

interface RecurrentLayers {
  readonly steps: number;
  /** Values of a step. */
  readonly features: number;
  readonly encoder: readonly RecurrentLayer[];
  /** Values that the layer of the code gets. */
  readonly beforeCode: number;
  readonly decoder: readonly RecurrentLayer[];
  /** From the last recurrent layer to the values of a step. */
  readonly output: DenseLayer;
}

/** @param sampleShape `[steps, ...values of a step]` @throws RangeError for samples without steps */
export function recurrentLayersOf(layout: RecurrentLayout, sampleShape: readonly number[]): RecurrentLayers {
  const { cell, units, bidirectional, codeSize, condition } = layout;
  const [steps, ...ofStep] = sampleShape;
  if (steps === undefined || ofStep.length === 0) {
    throw new RangeError(`received samples of shape [${sampleShape.join(', ')}], not series`);
  }
  const features = sizeOfShape(ofStep);
  const classes = conditionSize(condition);
  const directions = bidirectional ? [false, true] : [false];
  const encoder: RecurrentLayer[] = [];
  let inputs = features + classes;
  for (const [index, count] of units.entries()) {
    for (const isBackward of directions) encoder.push(layerOf(cell, { half: 'encoder', index, isBackward, inputs, units: count }));
    inputs = directions.length * count;
  }
  const beforeCode = inputs;
  const decoder: RecurrentLayer[] = [];
  inputs = codeSize + classes + (layout.decoder === 'feedback' ? features : 0);
  for (const [index, count] of units.toReversed().entries()) {
    decoder.push(layerOf(cell, { half: 'decoder', index, isBackward: false, inputs, units: count }));
    inputs = count;
  }
  return { steps, features, encoder, beforeCode, decoder, output: { inputs, outputs: features } };
}

type LayerPlace = Pick<RecurrentLayer, 'index' | 'isBackward' | 'inputs' | 'units'> & { readonly half: 'encoder' | 'decoder' };

function layerOf(cell: CellName, { half, index, isBackward, inputs, units }: LayerPlace): RecurrentLayer {
  const { gateNames, hasRecurrentBiases } = cellSizes[cell];
  const columns = gateNames.length * units;
  const name = `${half}/${index}${isBackward ? '/backward' : ''}`;
  return { name, index, isBackward, inputs, units, columns, biases: hasRecurrentBiases ? 2 * columns : columns };
}

/** Weights of the inputs, and of the previous outputs. */
export function weightCountOf({ inputs, units, columns }: RecurrentLayer): number {
  return (inputs + units) * columns;
}

/** Values that a step of a layer keeps for its gradient. */
export function stateValuesOf(cell: CellName, { units }: RecurrentLayer): number {
  return cellSizes[cell].kept * units;
}
