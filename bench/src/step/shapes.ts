import { at } from '@hourglass/engine/checked';
import { sizeOfShape } from '@hourglass/presentation';

/** What every contender trains, with Adam. `peers/step_*.py` has the steps of the peers; `networks.ts` ours of networks without a family. */
export type Network =
  /** An autoencoder of dense layers with tied weights; `noise` is the deviation of Gaussian noise on its input, or 0. */
  | { readonly kind: 'dense'; readonly dimensions: readonly [number, ...number[]]; readonly noise: number }
  /** Convolutions of 3 × 3 with stride 2 to these channels, relu, and a linear code; back by transposed convolutions. */
  | { readonly kind: 'convolutional'; readonly sample: SampleShape; readonly channels: readonly [number, number]; readonly code: number }
  /** The same convolutions; the vector at each position of the last is replaced by the nearest code, which are parameters. */
  | {
      readonly kind: 'quantized';
      readonly sample: SampleShape;
      readonly channels: readonly [number, number];
      readonly codes: number;
      readonly codeDimension: number;
    }
  /** A variational autoencoder of dense layers: relu, Bernoulli likelihood, inputs from 0 to 1. */
  | { readonly kind: 'variational'; readonly dimensions: readonly [number, number, number] }
  /** An LSTM over the rows of an image; a second one draws the rows from the last state of the first. */
  | { readonly kind: 'lstm'; readonly units: number }
  /** One step of a critic of this width with a gradient penalty (Gulrajani et al. 2017): half of a batch is real, half made. */
  | { readonly kind: 'critic'; readonly width: number };

/** Of images: those of MNIST in gray, and those of `emoji` in colour. */
type SampleShape = readonly [height: 28, width: 28, channels: 1] | readonly [height: 32, width: 32, channels: 3];

export interface Shape {
  /** For `--only`. */
  readonly name: string;
  readonly network: Network;
  /** Samples of a step. A critic's batch is half as large. */
  readonly batchSize: number;
  /** Steps per round, which take some tenths of a second. */
  readonly stepsPerRound: number;
  /** What limits us, where a peer is faster: the end of a sentence. */
  readonly limit: string;
}

const convolutions = 'the convolutions of oneDNN, which TensorFlow calls as well';
const products = 'matrix products, which run at the same rate everywhere, and memory traffic between operations';

/** The first shape is the seed program's; it is measured by two workers, too. */
export const shapes: readonly [Shape, ...Shape[]] = [
  { name: 'seed', ...dense([784, 256, 256, 64, 32]), batchSize: 20, stepsPerRound: 200, limit: products },
  { name: 'batch-100', ...dense([784, 256, 256, 64, 32]), batchSize: 100, stepsPerRound: 100, limit: products },
  { name: 'batch-500', ...dense([784, 256, 256, 64, 32]), batchSize: 500, stepsPerRound: 30, limit: products },
  { name: 'wide', ...dense([784, 1000, 500, 250, 30]), batchSize: 100, stepsPerRound: 30, limit: products },
  {
    name: 'tiny',
    ...dense([64, 16]),
    batchSize: 20,
    stepsPerRound: 1000,
    limit: 'the call of the loop, and the copy of rows and results',
  },
  { name: 'denoising', ...dense([784, 256, 64], 0.3), batchSize: 50, stepsPerRound: 100, limit: 'drawing 39,200 normal numbers a step' },
  {
    name: 'convolutional',
    network: { kind: 'convolutional', sample: [28, 28, 1], channels: [16, 32], code: 16 },
    batchSize: 100,
    stepsPerRound: 20,
    limit: convolutions,
  },
  {
    name: 'colour',
    network: { kind: 'convolutional', sample: [32, 32, 3], channels: [32, 64], code: 64 },
    batchSize: 64,
    stepsPerRound: 10,
    limit: convolutions,
  },
  {
    name: 'quantized',
    network: { kind: 'quantized', sample: [28, 28, 1], channels: [16, 32], codes: 128, codeDimension: 16 },
    batchSize: 100,
    stepsPerRound: 20,
    limit: convolutions,
  },
  {
    name: 'variational',
    network: { kind: 'variational', dimensions: [784, 400, 20] },
    batchSize: 128,
    stepsPerRound: 60,
    limit: products,
  },
  {
    name: 'lstm',
    network: { kind: 'lstm', units: 64 },
    batchSize: 100,
    stepsPerRound: 20,
    limit: 'the small matrix products of each step of the sequence',
  },
  {
    name: 'critic',
    network: { kind: 'critic', width: 128 },
    batchSize: 128,
    stepsPerRound: 100,
    limit: 'the nodes of the second-order gradient that TensorFlow.js records',
  },
];

function dense(dimensions: readonly [number, ...number[]], noise = 0): Pick<Shape, 'network'> {
  return { network: { kind: 'dense', dimensions, noise } };
}

/** Values of a sample. */
export function sampleSize({ network }: Pick<Shape, 'network'>): number {
  switch (network.kind) {
    case 'dense':
      return network.dimensions[0];
    case 'convolutional':
    case 'quantized':
      return sizeOfShape(network.sample);
    default:
      return 784;
  }
}

/**
 * Floating-point operations of one step's matrix products where the network is dense: forward, the gradient of each weight and the gradient of each
 * layer's input, 2·batch·in·out each, for encoder and decoder. The first layer's input needs no gradient. Null for other networks.
 */
export function stepOperations({ network, batchSize }: Pick<Shape, 'network' | 'batchSize'>): number | null {
  if (network.kind !== 'dense') return null;
  const { dimensions } = network;
  const layers = dimensions.slice(1).map((outputs, layer) => at(dimensions, layer) * outputs);
  const sum = layers.reduce((total, product) => total + product, 0);
  return 2 * batchSize * (6 * sum - at(layers, 0));
}

export function describeShape({ network, batchSize }: Pick<Shape, 'network' | 'batchSize'>): string {
  switch (network.kind) {
    case 'dense':
      return `${network.noise > 0 ? 'denoising ' : ''}${network.dimensions.join('-')}, batch ${batchSize}`;
    case 'convolutional':
      return `convolutional (${network.channels.join(', ')}) of ${network.sample.join(' × ')}, batch ${batchSize}`;
    case 'quantized':
      return `quantized convolutional (${network.channels.join(', ')}), ${network.codes} codes, batch ${batchSize}`;
    case 'variational':
      return `variational ${network.dimensions.join('-')}, batch ${batchSize}`;
    case 'lstm':
      return `LSTM ${network.units} over 28 × 28, batch ${batchSize}`;
    case 'critic':
      return `critic 784-${network.width}-1 with gradient penalty, batch ${batchSize / 2}`;
  }
}
