import { at } from '@hourglass/engine/checked';
/** A network and batch that every contender trains. */
export interface Shape {
  readonly name: string;
  readonly dimensions: readonly [number, ...number[]];
  readonly batchSize: number;
  /** Steps per round, which take some tenths of a second. */
  readonly stepsPerRound: number;
}

/** The shapes that are measured. The first is the seed program's. */
export const shapes: readonly [Shape, ...Shape[]] = [
  { name: 'the seed', dimensions: [784, 256, 256, 64, 32], batchSize: 20, stepsPerRound: 200 },
  { name: 'batches of 100', dimensions: [784, 256, 256, 64, 32], batchSize: 100, stepsPerRound: 100 },
  { name: 'batches of 500', dimensions: [784, 256, 256, 64, 32], batchSize: 500, stepsPerRound: 30 },
  { name: 'wide', dimensions: [784, 1000, 500, 250, 30], batchSize: 100, stepsPerRound: 30 },
  { name: 'tiny', dimensions: [64, 16], batchSize: 20, stepsPerRound: 1000 },
];

/**
 * Floating-point operations of one step's matrix products: forward, the gradient of each weight and the gradient of each
 * layer's input, 2·batch·in·out each, for encoder and decoder. The first layer's input needs no gradient.
 */
export function stepOperations({ dimensions, batchSize }: Pick<Shape, 'dimensions' | 'batchSize'>): number {
  const products = dimensions.slice(1).map((outputs, layer) => at(dimensions, layer) * outputs);
  const sum = products.reduce((total, product) => total + product, 0);
  return 2 * batchSize * (6 * sum - at(products, 0));
}

export function describeShape({ dimensions, batchSize }: Shape): string {
  return `${dimensions.join('-')}, batch ${batchSize}`;
}
