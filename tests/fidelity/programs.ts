/** A reference program, its spec here, and what a comparison allows. */
export interface ReferenceProgram {
  readonly spec: string;
  readonly title: string;
  /** A sentence that describes network, training and reference. */
  readonly about: string;
  /** Who trained the reference. */
  readonly by: string;
  /** Mean test cost per image of the reference's three seeds after an epoch, and the allowed relative difference. */
  readonly bounds: readonly { readonly epoch: number; readonly reference: number; readonly tolerance: number }[];
}

export const seedProgram = {
  spec: 'seeds.yaml',
  title: 'The seed program',
  about:
    '`examples/seed.yaml`: 784-256-256-64-32, tied, tanh, Adam 0.001, batches of 20, compared with the same program in TensorFlow 2.21.',
  by: 'TensorFlow',
  bounds: [
    { epoch: 1, reference: 16.8, tolerance: 0.05 },
    { epoch: 5, reference: 14.01, tolerance: 0.015 },
    { epoch: 30, reference: 13.458, tolerance: 0.01 },
  ],
} as const satisfies ReferenceProgram;

/** The tolerances are three times the spread of the reference's seeds, (highest − lowest) / mean. The first epoch is not compared. */
export const convolutionalProgram = {
  spec: 'conv.yaml',
  title: 'A convolutional network',
  about:
    'Convolutions with 16 and 32 channels (3 × 3, stride 2, relu), a linear code of 16 numbers, transposed convolutions; Adam 0.001, batches of 100; 61,329 parameters. Compared with the same network in Keras 3.15 on TensorFlow 2.21.',
  by: 'Keras',
  bounds: [
    { epoch: 2, reference: 10.442, tolerance: 0.129 },
    { epoch: 3, reference: 9.607, tolerance: 0.138 },
    { epoch: 4, reference: 9.094, tolerance: 0.137 },
    { epoch: 5, reference: 8.752, tolerance: 0.107 },
  ],
} as const satisfies ReferenceProgram;
