import {
  add,
  matMul,
  type Rank,
  reshape,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tanh,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import { named } from '../checked.ts';
import type { Optimizer, ResidentSamples, StateValues, TensorMap } from '../engine.ts';
import { sizeOf } from '../shapes.ts';
import { bytes, numbers } from './numbers.ts';
import type { CostStep, OnePhase, SingleEvaluation } from './one-phase.ts';
import { adam, adamHyper, tensorNamed } from './test-optimizers.ts';

/*
 * The step that the contract suite trains: h = tanh(x W + b), y = tanh(h Wᵀ + c), cost = Σ (y − x)².
 * It is small but has the elements of real steps: a weight that is used twice, broadcast biases, gradients.
 */
export const inputSize = 6;
export const hiddenSize = 4;
export const batchSize = 5;

const names = ['W', 'b', 'c'] as const;

export const samples: ResidentSamples = Object.freeze({
  count: 40,
  size: inputSize,
  values: bytes(40 * inputSize, 7),
  divisor: 255,
  mean: numbers(inputSize, 8).map((number) => number / 4),
});

export const parameters: StateValues = Object.freeze({
  W: { shape: [inputSize, hiddenSize], values: numbers(inputSize * hiddenSize, 1) },
  b: { shape: [hiddenSize], values: numbers(hiddenSize, 2) },
  c: { shape: [inputSize], values: numbers(inputSize, 3) },
});

const zeros = (shape: readonly number[]) => ({ shape, values: new Float32Array(sizeOf(shape)) });

/** Parameters and Adam's slots, as state. */
export const adamState: StateValues = Object.freeze({
  ...parameters,
  ...Object.fromEntries(names.flatMap((name) => ['m', 'v'].map((slot) => [`${slot}/${name}`, zeros(named(parameters, name).shape)]))),
  beta1Power: { shape: [], values: Float32Array.of(adamHyper.beta1) },
  beta2Power: { shape: [], values: Float32Array.of(adamHyper.beta2) },
});

function reconstruct(W: Tensor, b: Tensor, c: Tensor, x: Tensor2D): Tensor2D {
  const hidden: Tensor2D = tanh(add(matMul<Tensor2D>(x, W), b));
  return tanh(add(matMul<Tensor2D>(hidden, W, false, true), c));
}

/** Costs of the rows, `[rows]`. */
export const rowCosts: SingleEvaluation = (state, batch) =>
  sum<Tensor1D>(square(sub(reconstruct(tensorNamed(state, 'W'), tensorNamed(state, 'b'), tensorNamed(state, 'c'), batch), batch)), 1);

/** Trains all parameters with one optimizer, whose slots are state entries like the parameters. */
export function stepWith(optimizer: Optimizer): CostStep {
  return ({ state, batch, inputs, optimize }) => {
    const current: TensorMap = Object.fromEntries(names.map((name) => [name, tensorNamed(state, name)]));
    const slots: TensorMap = Object.fromEntries(Object.entries(state).filter(([name]) => !(name in current)));
    const { cost, gradients } = costAndGradients(current, batch);
    const learningRate: Scalar = reshape<Rank.R0>(tensorNamed(inputs, 'learningRate'), []);
    const next = optimize(optimizer, { parameters: current, gradients, slots, learningRate });
    return { cost, state: { ...next.parameters, ...next.slots } };
  };
}

function costAndGradients(parameters_: TensorMap, batch: Tensor2D): { cost: Scalar; gradients: TensorMap } {
  const costOf = (W: Tensor, b: Tensor, c: Tensor): Scalar => sum<Scalar>(square(sub(reconstruct(W, b, c, batch), batch)));
  const { value, grads } = valueAndGrads(costOf)(names.map((name) => tensorNamed(parameters_, name)));
  const gradients: Record<string, Tensor> = {};
  for (const [index, name] of names.entries()) {
    const gradient = grads[index];
    if (gradient !== undefined) gradients[name] = gradient;
  }
  return { cost: value, gradients };
}

/** A valid program that trains with Adam, with some fields overridden. */
export function program(changes: Partial<OnePhase> = {}): OnePhase {
  return { state: adamState, samples, batchSize, inputs: { learningRate: [] }, step: stepWith(adam), ...changes };
}
