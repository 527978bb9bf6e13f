import { cellSizes, type RecurrentLayer, type RunConfig, recurrentLayersOf } from '@hourglass/model/config';
import type { ExportedLayer, Halves } from './exported-layers.ts';

type RecurrentConfig = Extract<RunConfig, { family: 'recurrent' }>;

export function recurrentLayers(config: RecurrentConfig, sampleShape: readonly number[]): Halves {
  const { steps, features, encoder, decoder } = recurrentLayersOf(config, sampleShape);
  const depth = config.units.length;
  const readByFirst = config.decoder === 'repeat' ? 'the code' : 'the previous values and the code';
  const layer = ({ name, units, isBackward }: RecurrentLayer, recurrence: Pick<Recurrence, 'reads' | 'gives'>): ExportedLayer => ({
    kind: 'recurrent',
    ...arraysOf(name),
    activation: config.activation,
    recurrence: {
      cell: config.cell,
      gates: cellSizes[config.cell].gateNames,
      units,
      direction: isBackward ? 'backward' : 'forward',
      weights: `${name}/recurrent/weights`,
      ...(cellSizes[config.cell].hasRecurrentBiases ? { biases: `${name}/recurrent/biases` } : {}),
      ...recurrence,
    },
  });
  const isInnermost = ({ index }: RecurrentLayer) => index === depth - 1;
  return {
    encoder: [
      ...encoder.map((one) => layer(one, { reads: 'the step', gives: isInnermost(one) ? 'the last step' : 'every step' })),
      { kind: 'dense', ...arraysOf(`encoder/${depth}`), activation: 'linear' },
    ],
    decoder: [
      ...decoder.map((one, index) => layer(one, { reads: index === 0 ? readByFirst : 'the step', gives: 'every step' })),
      {
        kind: 'dense',
        ...arraysOf(`decoder/${depth}`),
        activation: config.outputActivation,
        output: [steps, features],
        ...(config.reverseTarget ? { reversed: true } : {}),
      },
    ],
  };
}

type Recurrence = NonNullable<ExportedLayer['recurrence']>;

function arraysOf(name: string): Pick<ExportedLayer, 'weights' | 'transposed' | 'biases'> {
  return { weights: `${name}/weights`, transposed: false, biases: `${name}/biases` };
}
