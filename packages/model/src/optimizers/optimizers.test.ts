import { loadEngine } from '@hourglass/engine';
import type { Optimizer, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimizerSchema, optimizerSlots } from '../config.ts';
import { createOptimizer } from './registry.ts';

const start = [1, -2, 0.5];
const gradients = [
  [0.1, -0.2, 3],
  [0.2, 0.1, -1],
  [0, 0.4, 0.001],
];
const learningRate = 0.01;

beforeAll(async () => {
  await loadEngine();
});

/** Three updates of one parameter, with the formula written out once more in double precision. */
const expectedAfter: Record<string, () => number[]> = {
  sgd: () => start.map((w, i) => gradients.reduce((value, g) => value - learningRate * at(g, i), w)),
  momentum: () =>
    start.map((w, i) => {
      let a = 0;
      return gradients.reduce((value, g) => {
        a = 0.9 * a + at(g, i);
        return value - learningRate * a;
      }, w);
    }),
  adam: () =>
    start.map((w, i) => {
      let m = 0;
      let v = 0;
      return gradients.reduce((value, g, index) => {
        const t = index + 1;
        m = 0.9 * m + 0.1 * at(g, i);
        v = 0.999 * v + 0.001 * at(g, i) ** 2;
        const rate = (learningRate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
        return value - (rate * m) / (Math.sqrt(v) + 1e-8);
      }, w);
    }),
};

describe.each(['adam', 'momentum', 'sgd'])('%s', (kind) => {
  const optimizer = createOptimizer(optimizerSchema.parse(kind));

  it('follows its formula', () => {
    const after = updated(optimizer);
    (expectedAfter[kind]?.() ?? []).forEach((value, index) => {
      expect(after[index]).toBeCloseTo(value, 6);
    });
  });

  it('keeps as many numbers beside a parameter as its configuration says', () => {
    tf.tidy(() => {
      const slots = optimizer.init({ w: tf.tensor1d(start) });
      const sizes = Object.values(slots).map(({ size }) => size);
      // Counters that all parameters share do not count.
      expect(sizes.filter((size) => size === start.length)).toHaveLength(optimizerSlots[optimizerSchema.parse(kind).kind]);
    });
  });

  it('does not change the tensors that it receives', () => {
    tf.tidy(() => {
      const parameters: TensorMap = { w: tf.tensor1d(start) };
      const slots = optimizer.init(parameters);
      const before = Object.values(slots).map((slot) => slot.arraySync());
      optimizer.update({ parameters, slots, gradients: { w: tf.tensor1d([1, 1, 1]) }, learningRate: tf.scalar(learningRate) });
      expect(parameters.w?.arraySync()).toEqual(start);
      expect(Object.values(slots).map((slot) => slot.arraySync())).toEqual(before);
    });
  });
});

function updated(optimizer: Optimizer): number[] {
  return tf.tidy(() => {
    let parameters: TensorMap = { w: tf.tensor1d(start) };
    let slots = optimizer.init(parameters);
    for (const gradient of gradients) {
      ({ parameters, slots } = optimizer.update({
        parameters,
        slots,
        gradients: { w: tf.tensor1d(gradient) },
        learningRate: tf.scalar(learningRate),
      }));
    }
    return Array.from(parameters.w?.dataSync() ?? []);
  });
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
