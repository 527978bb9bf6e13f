import { type Engine, loadEngine } from '@hourglass/engine';
import type { TensorMap } from '@hourglass/engine/contract';
import { present } from '@hourglass/presentation/at';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork, type RunConfig, runConfigSchema } from '../config.ts';
import { squaredError } from '../likelihoods/squared-error.ts';
import { createModel } from '../model.ts';
import { random } from '../random.ts';
import { doublePass } from '../testing/double-pass.ts';
import { costOf, doubleNetwork } from '../testing/forward.ts';
import { type DoubleParameters, toDouble } from '../testing/matrix.ts';
import { families } from './registry.ts';

const batch = 5;

/** Every option of each family, and sizes that stages do not divide. */
const cases = [
  ...[
    {},
    { tied: false },
    { activation: 'relu', outputActivation: 'linear' },
    { activation: 'elu', outputActivation: 'sigmoid', tied: false },
    { activation: 'sigmoid', outputActivation: 'tanh' },
    { activation: 'linear', outputActivation: 'linear', initialisation: 'glorotUniform' },
    { activation: 'leakyRelu', outputActivation: 'softplus', initialisation: 'heUniform' },
    { activation: 'gelu', outputActivation: 'silu', tied: false },
  ].map((fields) => ({ fields: { dimensions: [12, 9, 7, 4], ...fields }, sampleShape: [12] })),
  ...[
    { fields: {}, sampleShape: [4, 6] },
    { fields: { tied: true, activation: 'tanh', hidden: [5] }, sampleShape: [5, 4] },
    { fields: { upsampling: 'nearest', activation: 'gelu', kernel: 2 }, sampleShape: [5, 3] },
    { fields: { channels: [2, 3, 2], activation: 'silu', kernel: 5, initialisation: 'fanIn' }, sampleShape: [7, 1] },
    { fields: { tied: true, activation: 'softplus', outputActivation: 'sigmoid', kernel: 4 }, sampleShape: [3, 3, 2] },
    { fields: { upsampling: 'nearest', activation: 'leakyRelu', hidden: [4, 3], initialisation: 'heUniform' }, sampleShape: [2, 3, 3] },
  ].map(({ fields, sampleShape }) => ({ fields: { family: 'convolutional', channels: [2, 3], codeSize: 2, ...fields }, sampleShape })),
  ...[
    { fields: {}, sampleShape: [4, 3] },
    { fields: { cell: 'gru', units: [3, 2], bidirectional: true }, sampleShape: [5, 2] },
    { fields: { decoder: 'feedback', units: [4, 2], reverseTarget: true, outputActivation: 'tanh' }, sampleShape: [3, 4] },
    { fields: { cell: 'gru', decoder: 'feedback', activation: 'softplus', initialisation: 'heUniform' }, sampleShape: [6, 1] },
    { fields: { units: [2, 3], bidirectional: true, reverseTarget: true, initialisation: 'fanIn' }, sampleShape: [2, 2, 3] },
  ].map(({ fields, sampleShape }) => ({ fields: { family: 'recurrent', units: [4], codeSize: 2, ...fields }, sampleShape })),
].map(({ fields, sampleShape }) => ({ name: JSON.stringify(fields), config: runConfigSchema.parse(fields), sampleShape }));

/** Samples of a shape, and the same with noise. */
function samplesOf(sampleShape: readonly number[]) {
  const size = sampleShape.reduce((product, length) => product * length, 1);
  const source = random(11, 'noise');
  const samples = Array.from({ length: batch }, () => Array.from({ length: size }, () => source.uniform() - 0.5));
  return { size, samples, noisy: samples.map((row) => row.map((value) => value + 0.1 * source.normal())) };
}

type Rows = readonly (readonly number[])[];

/** Code and reconstruction. */
function forward(config: RunConfig, sampleShape: readonly number[], parameters: DoubleParameters, x: Rows) {
  const network = doubleNetwork(config, sampleShape, parameters, doublePass(config, parameters, { statistics: null, masks: {} }));
  const z = network.encode(x).code;
  return { z, y: network.decode(z) };
}

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

it('covers every family', () => {
  expect(new Set(cases.map(({ config }) => config.family))).toEqual(new Set(Object.keys(families)));
});

describe.each(cases)('the network $name of samples $sampleShape', ({ config, sampleShape }) => {
  const { size, samples, noisy } = samplesOf(sampleShape);
  const model = createModel(config, sampleShape, 3);
  const stateOf = (parameters: TensorMap) => ({ parameters, statistics: {} });
  const names = Object.keys(model.parameters);
  const sizes = Object.fromEntries(names.map((name) => [name, model.parameters[name]?.values.length]));
  const tensors = () => names.map((name) => tf.tensor(model.parameters[name]?.values ?? [], [...(model.parameters[name]?.shape ?? [])]));
  const named = (values: readonly tf.Tensor[]) => Object.fromEntries(names.map((name, index) => [name, values[index] as tf.Tensor]));

  it('has as many parameters as it reports, with weights within the bound of their initialisation', () => {
    const values = Object.values(model.parameters).map((parameter) => parameter.values);
    expect(values.reduce((sum, { length }) => sum + length, 0)).toBe(describeNetwork(config, sampleShape).parameterCount);
    for (const [name, { shape, values: drawn }] of Object.entries(model.parameters)) {
      if (name.endsWith('/recurrent/weights')) {
        expectOrthonormalRows(drawn, present(shape[1], 'columns'));
        continue;
      }
      if (
        config.family === 'recurrent' &&
        config.cell === 'lstm' &&
        /^(en|de)coder\/\d+(\/backward)?\/biases$/.test(name) &&
        shape[0] !== undefined &&
        `${name.slice(0, -'/biases'.length)}/recurrent/weights` in model.parameters
      ) {
        const units = shape[0] / 4;
        expect([...drawn], 'only the forget gate is open').toEqual(
          Array.from(drawn, (_, index) => (Math.floor(index / units) === 1 ? 1 : 0)),
        );
        continue;
      }
      const bound = name.endsWith('/weights') ? boundOf(config, name, shape) : 0;
      const largest = drawn.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeLessThanOrEqual(Math.fround(bound));
      // Of eight weights or more, one lies in the outer half.
      if (drawn.length >= 8) expect(largest).toBeGreaterThanOrEqual(bound * 0.5);
    }
  });

  it('computes z, y and cost like a forward pass in double precision', () => {
    const expected = forward(config, sampleShape, toDouble(model.parameters), noisy);
    tf.tidy(() => {
      const parameters = named(tensors());
      const x = tf.tensor2d(noisy);
      const z = model.encode(stateOf(parameters), x);
      const y = model.decode(stateOf(parameters), z);
      expectClose(z.dataSync(), expected.z.flat());
      expectClose(y.dataSync(), expected.y.flat());
      expectClose(squaredError(y, tf.tensor2d(samples)).dataSync(), [costOf(expected.y, samples)]);
      expectClose(model.reconstruct(stateOf(parameters), x).dataSync(), expected.y.flat());
    });
  });

  /** Central differences of the double-precision forward pass, parameter by parameter. */
  const differences = (x: Rows, clean: Rows): readonly (readonly number[])[] => {
    const step = 1e-6;
    const values = toDouble(model.parameters);
    return names.map((name) => {
      const parameter = values[name] ?? new Float64Array();
      return Array.from(parameter, (value, index) => {
        const costAt = (moved: number) => {
          parameter[index] = moved;
          const { y } = forward(config, sampleShape, values, x);
          parameter[index] = value;
          return costOf(y, clean);
        };
        return (costAt(value + step) - costAt(value - step)) / (2 * step);
      });
    });
  };

  it('has gradients that match finite differences of that forward pass', () => {
    const gradients = tf.tidy(() => {
      const objective = (...values: tf.Tensor[]) =>
        squaredError(model.reconstruct(stateOf(named(values)), tf.tensor2d(noisy)), tf.tensor2d(samples));
      return tf
        .grads(objective)(tensors())
        .map((gradient) => gradient.dataSync());
    });
    for (const [index, expected] of differences(noisy, samples).entries()) expectClose(gradients[index] ?? [], expected, 1e-4);
  });

  it('has the same gradients in a compiled step', async () => {
    const resident = { count: batch, size, values: Float32Array.from(samples.flat()), divisor: 1, mean: new Float32Array(size) };
    const zeros = names.map((name) => [
      `gradient of ${name}`,
      { shape: model.parameters[name]?.shape ?? [], values: new Float32Array(present(sizes[name], name)) },
    ]);
    const program = engine.compile({
      state: { ...model.parameters, ...Object.fromEntries(zeros) },
      samples: { train: resident },
      phases: {
        train: {
          batches: { x: { samples: 'train', size: batch } },
          inputs: {},
          step: ({ state, batches }) => {
            const x = batches.x as tf.Tensor2D;
            const objective = (...values: tf.Tensor[]) => squaredError(model.reconstruct(stateOf(named(values)), x), x);
            const { value, grads } = tf.valueAndGrads(objective)(names.map((name) => state[name] as tf.Tensor));
            const found = names.map((name, index) => [`gradient of ${name}`, grads[index] as tf.Tensor]);
            return { metrics: { cost: value as tf.Scalar }, state: { ...state, ...Object.fromEntries(found) } };
          },
        },
      },
      evaluationRows: 1,
    });
    const x = Int32Array.from({ length: batch }, (_, row) => row);
    await program.run([{ phase: 'train', steps: 1 }], { train: { rows: { x }, inputs: {} } });
    const state = await program.read();
    program.dispose();
    for (const [index, expected] of differences(samples, samples).entries()) {
      expectClose(state[`gradient of ${names[index]}`]?.values ?? [], expected, 1e-4);
    }
  });

  it('draws the same parameters for the same seed, and others for another', () => {
    const drawn = (seed: number) => createModel(config, sampleShape, seed).parameters;
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});

/** The bound of the uniform distribution of a layer's weights, from the shape: `[inputs, outputs]`, or a kernel's. */
function boundOf(config: RunConfig, name: string, shape: readonly number[]): number {
  const [first, second] = shape.slice(-2);
  const area = shape.slice(0, -2).reduce((product, length) => product * length, 1);
  const isTransposed =
    config.family === 'convolutional' && config.upsampling === 'transposed' && name.startsWith('decoder/') && shape.length === 4;
  const [inputs, outputs] = [area * present(isTransposed ? second : first, 'size'), area * present(isTransposed ? first : second, 'size')];
  switch (config.initialisation) {
    case 'fanIn':
      return 1 / Math.sqrt(inputs);
    case 'glorotUniform':
      return Math.sqrt(6 / (inputs + outputs));
    case 'heUniform':
      return Math.sqrt(6 / inputs);
  }
}

function expectOrthonormalRows(values: Float32Array, columns: number): void {
  for (let row = 0; row < values.length; row += columns) {
    for (let other = 0; other <= row; other += columns) {
      const product = values
        .subarray(row, row + columns)
        .reduce((sum, value, index) => sum + value * (values[other + index] ?? Number.NaN), 0);
      expect(product).toBeCloseTo(row === other ? 1 : 0, 5);
    }
  }
}

/** Within 1e-5, or a relative tolerance above that, value by value. */
function expectClose(received: ArrayLike<number>, expected: readonly number[], relative = 1e-5): void {
  expect(received.length).toBe(expected.length);
  const worst = expected.map((value, index) => Math.abs((received[index] ?? Number.NaN) - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...worst)).toBeLessThan(Math.max(1e-5, relative));
}
