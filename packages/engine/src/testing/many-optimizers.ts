import { type Scalar, sum, type Tensor } from '@tensorflow/tfjs-core';
import { at } from '../checked.ts';
import type { Optimizer, StateValue } from '../engine.ts';
import type { OnePhase } from './one-phase.ts';
import { adamWith, momentumWith, sgd, tensorNamed } from './test-optimizers.ts';
import { batchSize, samples } from './tied-layer.ts';

/*
 * One step with six optimizers, two of each kind. Each trains one parameter, named like the optimizer, with a gradient that is
 * an input: no parameter is read, so that only the engine orders the updates of one step before those of the next.
 */

const adams = { quick: { beta1: 0.5, beta2: 0.9, epsilon: 0.1 }, slow: { beta1: 0.9, beta2: 0.99, epsilon: 0.01 } };
const momenta = { light: { momentum: 0.5 }, heavy: { momentum: 0.9 } };
const start = Float32Array.from({ length: batchSize }, (_, index) => index / 10 - 0.2);

interface Trained {
  readonly optimizer: Optimizer;
  readonly slots: Readonly<Record<string, StateValue>>;
}
const zeros: StateValue = { shape: [batchSize], values: new Float32Array(batchSize) };
const scalar = (value: number): StateValue => ({ shape: [], values: Float32Array.of(value) });
const trained: Readonly<Record<string, Trained>> = Object.fromEntries([
  ...Object.entries(adams).map(([name, hyper]) => {
    const slots = { [`m/${name}`]: zeros, [`v/${name}`]: zeros, beta1Power: scalar(hyper.beta1), beta2Power: scalar(hyper.beta2) };
    return [name, { optimizer: adamWith(hyper), slots }] as const;
  }),
  ...Object.entries(momenta).map(
    ([name, hyper]) => [name, { optimizer: momentumWith(hyper), slots: { [`accumulator/${name}`]: zeros } }] as const,
  ),
  ...['plain', 'other'].map((name) => [name, { optimizer: sgd, slots: {} }] as const),
]);

/** Inputs: `gradient` `[batchSize]`, `learningRate` `[]`. The state's entries: each parameter, and `parameter:slot`. */
export const manyOptimizersProgram: OnePhase = {
  state: Object.fromEntries(
    Object.entries(trained).flatMap(([name, { slots }]) => [
      [name, { shape: [batchSize], values: start }],
      ...Object.entries(slots).map(([slot, value]) => [`${name}:${slot}`, value] as const),
    ]),
  ),
  samples,
  batchSize,
  inputs: { gradient: [batchSize], learningRate: [] },
  step: ({ state, batch, inputs, optimize }) => {
    const next: Record<string, Tensor> = {};
    for (const [name, { optimizer, slots }] of Object.entries(trained)) {
      const result = optimize(optimizer, {
        parameters: { [name]: tensorNamed(state, name) },
        gradients: { [name]: tensorNamed(inputs, 'gradient') },
        slots: Object.fromEntries(Object.keys(slots).map((slot) => [slot, tensorNamed(state, `${name}:${slot}`)])),
        learningRate: tensorNamed<Scalar>(inputs, 'learningRate'),
      });
      Object.assign(next, result.parameters);
      for (const [slot, tensor] of Object.entries(result.slots)) next[`${name}:${slot}`] = tensor;
    }
    return { cost: sum(batch), state: next };
  },
};

/** Every parameter after these steps, by the optimizers' formulas in float64. */
export function manyOptimizersReference(gradients: Float32Array, rates: Float32Array): Readonly<Record<string, readonly number[]>> {
  const trainedWith = (newUpdate: () => (gradient: number, rate: number, t: number) => number) =>
    Array.from(start, (first, column) => {
      const update = newUpdate();
      return rates.reduce((value, rate, step) => value - update(at(gradients, step * batchSize + column), rate, step + 1), first);
    });
  const adam =
    ({ beta1, beta2, epsilon }: (typeof adams)['quick']) =>
    () => {
      let [m, v] = [0, 0];
      return (gradient: number, rate: number, t: number) => {
        m = beta1 * m + (1 - beta1) * gradient;
        v = beta2 * v + (1 - beta2) * gradient ** 2;
        return (((rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * m) / (Math.sqrt(v) + epsilon);
      };
    };
  const momentum =
    ({ momentum: decay }: (typeof momenta)['light']) =>
    () => {
      let accumulated = 0;
      return (gradient: number, rate: number) => {
        accumulated = decay * accumulated + gradient;
        return rate * accumulated;
      };
    };
  const plain = () => (gradient: number, rate: number) => rate * gradient;
  return {
    quick: trainedWith(adam(adams.quick)),
    slow: trainedWith(adam(adams.slow)),
    light: trainedWith(momentum(momenta.light)),
    heavy: trainedWith(momentum(momenta.heavy)),
    plain: trainedWith(plain),
    other: trainedWith(plain),
  };
}
