import { type Scalar, type Tensor, type Tensor2D, valueAndGrads } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { at, named } from '../checked.ts';
import type { Engine, ResidentSamples, StateValues } from '../engine.ts';
import { sizeOf } from '../shapes.ts';
import { bytes, expectClose, numbers } from './numbers.ts';
import { compileOnePhase, type OnePhase } from './one-phase.ts';
import { sgd, tensorNamed } from './test-optimizers.ts';

/** Something to train: the shapes of its parameters, and its cost. */
export interface SmallNetwork {
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly cost: (parameters: Readonly<Record<string, Tensor>>, batch: Tensor2D) => Scalar;
  readonly batchSize?: number;
}

export const networkBatch = 6;
/** Images of 8 x 8, or series of 8 values at 8 times. */
const samples: ResidentSamples = {
  count: 50,
  size: 64,
  values: bytes(50 * 64, 3),
  divisor: 255,
  mean: numbers(64, 4).map((number) => number / 8),
};

export function networkProgram({ shapes, cost, batchSize = networkBatch }: SmallNetwork): OnePhase {
  const state: StateValues = Object.fromEntries(
    Object.entries(shapes).map(([name, shape], index) => [
      name,
      { shape, values: numbers(sizeOf(shape), 60 + index).map((number) => number / 3) },
    ]),
  );
  const names = Object.keys(shapes);
  return {
    state,
    samples,
    batchSize,
    inputs: { learningRate: [] },
    step: ({ state: current, batch, inputs, optimize }) => {
      const costOf = (...parameters: Tensor[]) =>
        cost(Object.fromEntries(names.map((name, index) => [name, at(parameters, index)])), batch);
      const { value, grads } = valueAndGrads(costOf)(names.map((name) => tensorNamed(current, name)));
      const gradients = Object.fromEntries(names.map((name, index) => [name, at(grads, index)]));
      const learningRate = tensorNamed<Scalar>(inputs, 'learningRate');
      const updated = optimize(sgd, { parameters: current, gradients, slots: {}, learningRate });
      return { cost: value as Scalar, state: updated.parameters };
    },
  };
}

/** 20 steps: costs, and the state they end in. */
async function trained(engine: Engine, network: SmallNetwork) {
  const steps = 20;
  const given = networkProgram(network);
  const program = compileOnePhase(engine, given);
  const indices = Int32Array.from({ length: steps * given.batchSize }, (_, index) => (index * 11) % samples.count);
  const costs = await program.run(indices, { learningRate: new Float32Array(steps).fill(0.002) });
  const state = await program.read();
  program.dispose();
  return { costs, state };
}

/** Trains on both engines: costs and parameters must agree. */
export async function expectSameTraining(
  engines: { readonly compiled: Engine; readonly eager: Engine },
  network: SmallNetwork,
): Promise<void> {
  const ours = await trained(engines.compiled, network);
  const expected = await trained(engines.eager, network);
  expect(at(expected.costs, 19)).toBeLessThan(at(expected.costs, 0));
  expectClose(ours.costs, expected.costs, 'costs');
  for (const [name, { values }] of Object.entries(expected.state)) expectClose(named(ours.state, name).values, values, name);
}
