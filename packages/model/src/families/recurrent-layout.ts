import type { FamilyLayout } from './family-layout.ts';
import { networkFieldNames } from './network-field-names.ts';
import type { RecurrentConfig } from './recurrent-config.ts';

const { activation, outputActivation, initialisation } = networkFieldNames;

export const recurrentLayout = {
  /** Units of the encoder's recurrent layers, input first. */
  field: 'units',
  lists: ['units'],
  names: {
    cell: { short: '' },
    units: { short: 'units' },
    bidirectional: {},
    codeSize: { title: 'code size', short: 'code' },
    decoder: { short: '' },
    teacherForcing: { title: 'teacher forcing', short: 'teacher', details: { from: {}, to: {}, epochs: { short: 'epochs' } } },
    reverseTarget: { title: 'reversed target', short: 'reversed' },
    ...{ activation, outputActivation, initialisation },
  },
  derived: [{ name: 'depth', about: 'layers of the encoder' }],
} as const satisfies FamilyLayout<RecurrentConfig>;
