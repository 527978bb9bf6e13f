import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { at, named } from '../checked.ts';
import type { Engine } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import { type CostStep, type CostStepArguments, compileOnePhase } from '../testing/one-phase.ts';
import { program } from '../testing/tied-layer.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine({ only: 'tensorflow' });
});

/** A step whose cost is the batch's sum plus what is wrong. */
const stepAdding =
  (wrong: (given: CostStepArguments) => tf.Tensor): CostStep =>
  (given) => ({ cost: tf.add(tf.sum(given.batch), tf.sum(wrong(given))), state: given.state });

const outside = () => {
  const made = tf.tensor1d([1, 2, 3]);
  onTestFinished(() => made.dispose());
  return made;
};
let calls = 0;

describe('a step that a graph cannot repeat', () => {
  it.each<[string, (given: CostStepArguments) => tf.Tensor, RegExp]>([
    [
      'dataSync',
      ({ batch }) => tf.scalar(at(batch.dataSync(), 0)),
      /^Phase train: The step reads values back \(data, dataSync, array or print\)/,
    ],
    [
      'data',
      ({ batch }) => {
        void batch.data();
        return tf.scalar(1);
      },
      /^Phase train: The step reads values back/,
    ],
    ['arraySync', ({ state }) => tf.scalar(tf.sum(named(state, 'b')).arraySync() as number), /^Phase train: The step reads values back/],
    ['Math.random', () => tf.scalar(Math.random()), /^Phase train: The step draws random numbers from JavaScript/],
    ['randomNormal', () => tf.randomNormal([3]), /^Phase train: The step draws random numbers from JavaScript/],
    ['dropout', ({ batch }) => tf.dropout(batch, 0.5), /^Phase train: The step draws random numbers/],
    ['multinomial', ({ batch }) => tf.multinomial(batch, 1, 5).toFloat(), /^Phase train: The step draws random numbers \(Multinomial\)/],
    ['a variable made inside', () => tf.variable(tf.scalar(1)), /^Phase train: The step makes a variable\. Make it a part of the state/],
    [
      'a counter',
      () => tf.scalar(calls++),
      /^Phase train: The step does something different when it runs again with other values \(first at Const_\d+\)/,
    ],
    ['the time', () => tf.scalar(performance.now()), /^Phase train: The step does something different when it runs again/],
  ])('is refused: %s', (_, wrong, sentence) => {
    const { random } = Math;
    const before = tf.memory().numTensors;
    expect(() => compileOnePhase(engine, program({ step: stepAdding(wrong) }))).toThrow(sentence);
    expect(Math.random).toBe(random);
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.tidy(() => tf.square(3).dataSync()[0])).toBe(9);
  });

  it.each<[string, (made: tf.Tensor1D) => tf.Tensor]>([
    [
      'used before',
      (made) => {
        tf.tidy(() => tf.square(made).dataSync());
        return made;
      },
    ],
    ['never used yet', (made) => made],
  ])('is refused: uses a tensor created outside, %s', (_, prepare) => {
    const made = prepare(outside());
    expect(() => compileOnePhase(engine, program({ step: stepAdding(() => made) }))).toThrow(
      /^Phase train: The step uses a tensor or variable that was made outside of it/,
    );
  });

  it('is refused: returns different tensors when it runs again', () => {
    let turn = 0;
    const step: CostStep = ({ state, batch }) => {
      const sums = [tf.sum(batch), tf.sum(tf.square(batch))];
      return { cost: at(sums, turn++ % 2) as tf.Scalar, state };
    };
    expect(() => compileOnePhase(engine, program({ step }))).toThrow(
      /^Phase train: The step does something different .* \(first in which tensors it returns\)/,
    );
  });

  it('is refused: uses a variable created outside', () => {
    const variable = tf.variable(tf.scalar(1));
    onTestFinished(() => variable.dispose());
    expect(() => compileOnePhase(engine, program({ step: stepAdding(() => variable) }))).toThrow(
      /^Phase train: The step uses a tensor or variable that was made outside/,
    );
  });

  it('is refused: an evaluation that reads the values of the state', async () => {
    const trained = compileOnePhase(engine, program());
    onTestFinished(() => trained.dispose());
    const evaluation = (state: CostStepArguments['state'], batch: tf.Tensor2D) =>
      tf.sum(tf.mul(batch, at(named(state, 'b').dataSync(), 0)), 1);
    await expect(trained.evaluate(evaluation, program().samples, Int32Array.of(1))).rejects.toThrow(/^The step reads values back/);
  });
});

describe('a step that a graph can repeat', () => {
  it.each<[string, (given: CostStepArguments) => tf.Tensor]>([
    [
      'constants of every kind',
      () =>
        tf.add(
          tf.range(0, 3),
          tf
            .linspace(0, 1, 3)
            .mul(tf.ones([3]))
            .add(tf.zeros([3])),
        ),
    ],
    ['a constant read where it was made', () => tf.scalar(at(tf.tensor1d([1, 2]).dataSync(), 1))],
    ['whole numbers and truth values', ({ batch }) => tf.cast(tf.logicalAnd(tf.greater(batch, 0), tf.less(batch, 1)), 'int32').toFloat()],
    ['one hot rows', () => tf.oneHot(tf.tensor1d([0, 2], 'int32'), 3).toFloat()],
  ])('compiles: %s', async (_, right) => {
    const eager = await loadEngine({ only: 'tensorflow', compiled: false });
    const [ours, expected] = [
      compileOnePhase(engine, program({ step: stepAdding(right) })),
      compileOnePhase(eager, program({ step: stepAdding(right) })),
    ];
    const indices = Int32Array.from({ length: 25 }, (_, index) => index);
    const learningRate = new Float32Array(5);
    expect([...(await ours.run(indices, { learningRate }))]).toEqual([...(await expected.run(indices, { learningRate }))]);
    ours.dispose();
    expected.dispose();
  });
});
