import type { FieldNames } from './parameters/field-names.ts';
import type { objectiveFields, trainingFields } from './run-fields.ts';

type RunFieldName = 'family' | keyof typeof objectiveFields | keyof typeof trainingFields;

/** Names of the fields that every family has (run-fields.ts). */
export const runFieldNames: Readonly<Record<RunFieldName, FieldNames>> = {
  family: { short: '' },
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
