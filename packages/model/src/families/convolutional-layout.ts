import type { ConvolutionalConfig } from './convolutional-config.ts';
import type { FamilyLayout } from './family-layout.ts';
import { networkFieldNames } from './network-field-names.ts';

export const convolutionalLayout = {
  /** Channels after each stage of the encoder. */
  field: 'channels',
  lists: ['channels', 'hidden'],
  names: {
    channels: { short: 'conv' },
    kernel: {},
    hidden: { title: 'hidden layers', short: 'hidden' },
    codeSize: { title: 'code size', short: 'code' },
    upsampling: { short: '' },
    ...networkFieldNames,
  },
  derived: [{ name: 'depth', about: 'layers of the encoder' }],
} as const satisfies FamilyLayout<ConvolutionalConfig>;
