import type { DenseConfig } from './dense-config.ts';
import type { FamilyLayout } from './family-layout.ts';

export const denseLayout = {
  /** The encoder's layer sizes, input first. */
  field: 'dimensions',
  names: {
    dimensions: { short: '' },
    tied: {},
    activation: { short: '' },
    outputActivation: { short: 'output' },
  },
  derived: [
    { name: 'depth', about: 'layers of the encoder' },
    { name: 'width', about: 'size of the widest layer after the input' },
  ],
} as const satisfies FamilyLayout<DenseConfig>;
