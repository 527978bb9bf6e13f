import type { FamilyLayout } from './family-layout.ts';

/** The encoder's layer sizes, input first. */
export const denseLayout = {
  field: 'dimensions',
  derived: [
    { name: 'depth', about: 'layers of the encoder' },
    { name: 'width', about: 'size of the widest layer after the input' },
  ],
} as const satisfies FamilyLayout;
