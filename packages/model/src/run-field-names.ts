import type { FieldNames } from './parameters/field-names.ts';
import type { hiddenLayerFields, objectiveFields, trainingFields } from './run-fields.ts';

type RunFieldName = 'family' | keyof typeof hiddenLayerFields | keyof typeof objectiveFields | keyof typeof trainingFields;

/** Names of the fields that every family has (run-fields.ts). */
export const runFieldNames: Readonly<Record<RunFieldName, FieldNames>> = {
  family: { short: '' },
  normalisation: {},
  dropout: {},
  centre: {},
  code: {
    title: 'code model',
    short: '',
    details: {
      beta: { title: 'beta', short: 'β' },
      warmUpEpochs: { title: 'warm-up epochs', short: 'warm-up' },
      freeBits: { title: 'free bits', short: 'free bits' },
      capacity: { title: 'capacity', short: 'capacity' },
      samples: { title: 'samples of the code', short: 'samples' },
      decomposed: { title: 'weight of total correlation', short: 'TC' },
      penalty: { title: 'penalty', short: '' },
      weight: { title: 'weight', short: 'weight' },
      target: { title: 'target activation', short: 'target' },
      kept: { title: 'values kept', short: 'kept' },
      kernel: { title: 'kernel', short: '' },
      codes: { title: 'codes', short: 'codes' },
      codeDimension: { title: 'values of a code', short: 'values' },
      commitment: { title: 'commitment', short: 'commitment' },
      update: { title: 'update of the codes', short: '' },
      decay: { title: 'decay of averages', short: 'decay' },
      reviveBelow: { title: 'revival below', short: 'revival' },
      decoder: { title: 'penalty of the decoder', short: '' },
      decoderWeight: { title: 'weight of the decoder’s penalty', short: 'decoder weight' },
    },
  },
  likelihood: { short: '', details: { variance: { title: 'variances', short: 'variance' } } },
  condition: { details: { classes: { title: 'classes', short: 'classes' } } },
  noise: { details: { level: { short: 'level' } } },
  weightDecay: { short: 'decay' },
  optimizer: { short: '' },
  learningRate: { short: 'lr', isListed: true },
  schedule: { short: '' },
  clipNorm: { short: 'clip' },
  clipValue: {},
  batchSize: { short: 'batch', isListed: true },
  epochs: {},
};
