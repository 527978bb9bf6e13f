import type { DenseConfig } from './dense-config.ts';
import type { FamilyLayout } from './family-layout.ts';
import { networkFieldNames } from './network-field-names.ts';

export const denseLayout = {
  /** The encoder's layer sizes, input first. */
  field: 'dimensions',
  lists: ['dimensions'],
  names: { dimensions: { short: '' }, ...networkFieldNames },
  derived: [
    { name: 'depth', about: 'layers of the encoder' },
    { name: 'width', about: 'size of the widest layer after the input' },
  ],
} as const satisfies FamilyLayout<DenseConfig>;
