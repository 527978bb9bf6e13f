/** A reference program, and what a comparison allows. */
export interface ReferenceProgram {
  /** Path of its spec from the root of the repository. */
  readonly spec: string;
  readonly title: string;
  /** A sentence that describes network, training and reference. */
  readonly about: string;
  /** Who trained the reference. */
  readonly by: string;
  readonly bounds: readonly Bound[];
  /** Trained on another data set than MNIST’s 55,000 images, for which the exact costs of baselines are known. */
  readonly isOfOtherData?: true;
  /** What has to run the steps. */
  readonly executor?: 'session' | 'xla';
}

/** The mean of a metric per test image over the reference's seeds after an epoch, and the allowed relative difference. */
export interface Bound {
  readonly epoch: number;
  readonly metric: 'cost' | 'negativeLogLikelihood' | 'kl' | 'objective';
  readonly reference: number;
  readonly tolerance: number;
  /** The reference is a limit: anything lower is within it, too. */
  readonly isLimit?: true;
}

export const seedProgram = {
  spec: 'tests/fidelity/seeds.yaml',
  title: 'The seed program',
  about:
    '`examples/seed.yaml`: 784-256-256-64-32, tied, tanh, Adam 0.001, batches of 20, compared with the same program in TensorFlow 2.21.',
  by: 'TensorFlow',
  executor: 'xla',
  bounds: [
    { epoch: 1, metric: 'cost', reference: 16.8, tolerance: 0.05 },
    { epoch: 5, metric: 'cost', reference: 14.01, tolerance: 0.015 },
    { epoch: 30, metric: 'cost', reference: 13.458, tolerance: 0.01 },
  ],
} as const satisfies ReferenceProgram;

/** As above: its steps are run by the other executor. */
export const seedInSession = {
  spec: 'tests/fidelity/seeds-session.yaml',
  title: 'The seed program in the session',
  about:
    'The same over eight epochs: so few steps run in the TensorFlow session, those of the 30 epochs above in a loop that XLA compiles.',
  by: 'TensorFlow',
  executor: 'session',
  bounds: [
    { epoch: 1, metric: 'cost', reference: 16.8, tolerance: 0.05 },
    { epoch: 5, metric: 'cost', reference: 14.01, tolerance: 0.015 },
  ],
} as const satisfies ReferenceProgram;

/** The tolerances are three times the spread of the reference's seeds, (highest − lowest) / mean. The first epoch is not compared. */
export const convolutionalProgram = {
  spec: 'tests/fidelity/conv.yaml',
  title: 'A convolutional network',
  about:
    'Convolutions with 16 and 32 channels (3 × 3, stride 2, relu), a linear code of 16 numbers, transposed convolutions; Adam 0.001, batches of 100; 61,329 parameters. Compared with the same network in Keras 3.15 on TensorFlow 2.21.',
  by: 'Keras',
  bounds: [
    { epoch: 2, metric: 'cost', reference: 10.442, tolerance: 0.129 },
    { epoch: 3, metric: 'cost', reference: 9.607, tolerance: 0.138 },
    { epoch: 4, metric: 'cost', reference: 9.094, tolerance: 0.137 },
    { epoch: 5, metric: 'cost', reference: 8.752, tolerance: 0.107 },
  ],
} as const satisfies ReferenceProgram;

/** PCA with 64 numbers has 31.08, which is 0.0101 per value. */
export const colourExample = {
  spec: 'examples/colour.yaml',
  title: 'The example in colour',
  about:
    '`examples/colour.yaml`: convolutions with 32 and 64 channels and a linear code of 64 numbers, on the 3,068 training pictures of `emoji`, 32 × 32 × 3.',
  by: 'limit',
  bounds: [{ epoch: 30, metric: 'cost', reference: 27, tolerance: 0, isLimit: true }],
  isOfOtherData: true,
} as const satisfies ReferenceProgram;

/** Hinton & Salakhutdinov 2006: 3.00 with 30 numbers; PCA has 13.87. */
export const deepExample = {
  spec: 'examples/hinton.yaml',
  title: 'The deep autoencoder of Hinton and Salakhutdinov',
  about:
    '`examples/hinton.yaml`: 784-1000-500-250-30, silu, a variational code with β = 0.01, Bernoulli likelihood; all 60,000 training images, 24 epochs from random weights. The limit is the cost of the paper (2006), whose layers were trained one by one before.',
  by: 'limit',
  bounds: [{ epoch: 24, metric: 'cost', reference: 3, tolerance: 0, isLimit: true }],
} as const satisfies ReferenceProgram;

/** As above, with the larger of three times the spread and 2 %. */
export const recurrentProgram = {
  spec: 'tests/fidelity/lstm.yaml',
  title: 'A recurrent network',
  about:
    'The rows of an image as 28 steps: an LSTM of 64 units, a linear code of 16 numbers, repeated for each step of an LSTM of 64 units; Adam 0.001, batches of 100; 47,404 parameters. Compared with the same network in Keras 3.15 on TensorFlow 2.21.',
  by: 'Keras',
  bounds: [
    { epoch: 2, metric: 'cost', reference: 21.238, tolerance: 0.08 },
    { epoch: 3, metric: 'cost', reference: 18.576, tolerance: 0.116 },
    { epoch: 4, metric: 'cost', reference: 16.757, tolerance: 0.08 },
    { epoch: 5, metric: 'cost', reference: 15.417, tolerance: 0.085 },
  ],
} as const satisfies ReferenceProgram;

/** As above; the first epoch is compared too, because its spread is small. */
export const variationalProgram = {
  spec: 'tests/fidelity/vae.yaml',
  title: 'A variational autoencoder',
  about:
    '784-400-20, relu, Bernoulli likelihood, values from 0 to 1 without centring; Adam 0.001, batches of 128; 652,824 parameters. Compared with the same network in Keras 3.15 on TensorFlow 2.21; likelihood and KL in nats, the cost at the mean code.',
  by: 'Keras',
  bounds: [
    { epoch: 1, metric: 'negativeLogLikelihood', reference: 107.926, tolerance: 0.02 },
    { epoch: 1, metric: 'kl', reference: 21.934, tolerance: 0.085 },
    { epoch: 5, metric: 'negativeLogLikelihood', reference: 84.719, tolerance: 0.02 },
    { epoch: 5, metric: 'kl', reference: 24.909, tolerance: 0.108 },
    { epoch: 5, metric: 'cost', reference: 8.864, tolerance: 0.093 },
    { epoch: 10, metric: 'negativeLogLikelihood', reference: 80.535, tolerance: 0.02 },
    { epoch: 10, metric: 'kl', reference: 25.57, tolerance: 0.02 },
    { epoch: 10, metric: 'cost', reference: 7.679, tolerance: 0.034 },
  ],
} as const satisfies ReferenceProgram;

export const publishedVariationalProgram = {
  spec: 'tests/fidelity/vae-published.yaml',
  title: 'The VAE example of PyTorch',
  about:
    'The same network on all 60,000 training images. The reference is the test loss stored with the VAE example of the PyTorch project and re-runs of it: 105.6 ± 0.7 nats after 10 epochs.',
  by: 'PyTorch',
  bounds: [{ epoch: 10, metric: 'objective', reference: 105.6, tolerance: 0.7 / 105.6 }],
} as const satisfies ReferenceProgram;

/** PCA with 16 numbers has 21.055. */
export const convolutionalExample = {
  spec: 'examples/convolutional.yaml',
  title: 'The convolutional example',
  about: '`examples/convolutional.yaml`: the network above with the learning rate 0.002, lowered along a cosine over 15 epochs.',
  by: 'limit',
  bounds: [{ epoch: 15, metric: 'cost', reference: 8, tolerance: 0, isLimit: true }],
} as const satisfies ReferenceProgram;

/**
 * 0.061 of the variance of a value, 0.0949, over 784 values; the log is of one run. After 30 epochs the reference has 0.044, which this decoder does not
 * reach: it has no convolution at the size of the image.
 */
export const quantizedProgram = {
  spec: 'tests/fidelity/quantized.yaml',
  title: 'A quantized autoencoder',
  about:
    '128 codes of 16 values on 7 × 7 positions, between convolutions with 32 and 64 channels; Adam 0.001, batches of 128. The reference is the log of the VQ-VAE example of the Keras project after 10 epochs, of training images and with another decoder: a squared error of 0.061 of the variance of the data, ± 15%.',
  by: 'Keras',
  bounds: [{ epoch: 10, metric: 'cost', reference: 4.54, tolerance: 0.15 }],
} as const satisfies ReferenceProgram;
