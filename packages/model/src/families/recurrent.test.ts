import { loadEngine } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork, familyConfigOf, type RunConfig, runConfigSchema } from '../config.ts';
import { createModel } from '../model.ts';
import { random } from '../random.ts';
import { doublePass } from '../testing/double-pass.ts';
import { costOf, doubleNetwork } from '../testing/forward.ts';
import { toDouble } from '../testing/matrix.ts';

const config = (fields: object = {}) => runConfigSchema.parse({ family: 'recurrent', units: [4], codeSize: 2, ...fields });
const { problem, shapeProblem, weightsAt } = familyConfigOf('recurrent');

beforeAll(() => loadEngine());

it('has as many parameters as the reference network of Keras, and a step of a loop for each step of each layer', () => {
  const reference = config({ units: [64], codeSize: 16 });
  expect(describeNetwork(reference, [28, 28])).toMatchObject({ parameterCount: 47_404, codeSize: 16, loopSteps: 56 });
});

it.each([
  [{ normalisation: 'layer' }, 'normalisation: received "layer" with the family "recurrent"'],
  [{ teacherForcing: { epochs: 3 } }, 'teacherForcing: received "linear" with the decoder "repeat"'],
  [{ code: 'contractive' }, 'family: received "recurrent" with a contractive code'],
  [{ code: { kind: 'regularized', decoder: 'gradientPenalty' } }, 'family: received "recurrent" with the gradient penalty'],
  [{ code: 'quantized' }, 'code: received "quantized" with the family "recurrent"'],
])('refuses %j', (fields, sentence) => {
  expect(problem(config(fields))).toContain(sentence);
});

it('takes series and rows of images of at most 1,000 steps', () => {
  expect(shapeProblem(config(), [1_000, 3])).toBeNull();
  expect(shapeProblem(config(), [28, 28])).toBeNull();
  expect(shapeProblem(config(), [784])).toContain('`dataset.shape`');
  expect(shapeProblem(config(), [1_001, 1])).toContain('at most 1000 steps');
});

it('lowers the probability of true values along a line', () => {
  const taught = config({ decoder: 'feedback', teacherForcing: { from: 0.8, to: 0.2, epochs: 3 } });
  const rateAt = (step: number) => weightsAt?.(taught, { step, stepsPerEpoch: 10, totalSteps: 100 }).teacherRate;
  expect([0, 15, 30, 99].map((step) => Number(rateAt(step)?.toFixed(9)))).toEqual([0.8, 0.5, 0.2, 0.2]);
  expect(weightsAt?.(config({ decoder: 'feedback' }), { step: 0, stepsPerEpoch: 10, totalSteps: 100 })).toEqual({});
});

/** Costs of three series by the model, and by the equations in double precision. */
function costsOf(given: RunConfig) {
  const sampleShape = [4, 3];
  const model = createModel(given, sampleShape, 5);
  const source = random(2, 'noise');
  const x = Array.from({ length: 3 }, () => Array.from({ length: 12 }, () => source.normal()));
  const parameters = toDouble(model.parameters);
  const network = doubleNetwork(given, sampleShape, parameters, doublePass(given, parameters, { statistics: null, masks: {} }));
  const { code } = network.encode(x);
  const rowCosts = (y: readonly (readonly number[])[]) => y.map((row, index) => costOf([row], [x[index] ?? []]));
  const expected = {
    cost: rowCosts(network.decode(code)),
    zeroCodeCost: rowCosts(network.decode(code.map((row) => row.map(() => 0)))),
    teacherForcedCost: rowCosts(network.decode(code, { target: x, isForced: () => true })),
  };
  const found = tf.tidy(() => {
    const tensors = Object.fromEntries(
      Object.entries(model.parameters).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]),
    );
    const noWeights = () => {
      throw new RangeError('an evaluation of a plain code reads no weights');
    };
    const costs = model.evaluate({ parameters: tensors, statistics: {} }, tf.tensor2d(x), { draws: {}, weights: noWeights });
    return Object.fromEntries(Object.entries(costs).map(([name, values]) => [name, [...values.dataSync()]]));
  });
  return { expected, found };
}

describe('held-out samples', () => {
  it.each(['lstm', 'gru'])(
    'of a feedback decoder have the costs without the code and with the true values of each step before: %s',
    (cell) => {
      const { expected, found } = costsOf(config({ cell, decoder: 'feedback', reverseTarget: cell === 'gru' }));
      expect(Object.keys(found).toSorted()).toEqual(Object.keys(expected).toSorted());
      for (const [name, costs] of Object.entries(expected)) {
        for (const [row, cost] of costs.entries()) expect(found[name]?.[row], `${name} of row ${row}`).toBeCloseTo(cost, 4);
      }
      expect(expected.teacherForcedCost).not.toEqual(expected.cost);
    },
  );

  it('of a decoder that repeats the code have no cost with true values', () => {
    expect(Object.keys(costsOf(config()).found).toSorted()).toEqual(['cost', 'zeroCodeCost']);
  });
});
