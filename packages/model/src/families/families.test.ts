import { type Engine, loadEngine } from '@hourglass/engine';
import { at, present } from '@hourglass/presentation/at';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork, runConfigSchema } from '../config.ts';
import { squaredError } from '../objectives/squared-error.ts';
import { random } from '../random.ts';
import { denseForward, toDouble } from '../testing/dense-forward.ts';
import { families } from './registry.ts';

const batch = 5;
const dimensions = [12, 9, 7, 4];
const source = random(11, 'noise');
const samples = Array.from({ length: batch }, () => Array.from({ length: 12 }, () => source.uniform() - 0.5));
const noisy = samples.map((row) => row.map((value) => value + 0.1 * source.normal()));

const configs = [
  {},
  { tied: false },
  { activation: 'relu', outputActivation: 'linear' },
  { activation: 'elu', outputActivation: 'sigmoid', tied: false },
  { activation: 'sigmoid', outputActivation: 'tanh' },
  { activation: 'linear', outputActivation: 'linear' },
].map((fields) => runConfigSchema.parse({ dimensions, ...fields }));

type Rows = readonly (readonly number[])[];

let engine: Engine;
beforeAll(async () => {
  engine = await loadEngine();
});

describe.each(Object.values(families))('family $name', (family) => {
  describe.each(configs)('tied $tied, $activation, output $outputActivation', (config) => {
    const model = family.build(config, [12], 3);
    const names = Object.keys(model.parameters);
    const sizes = Object.fromEntries(names.map((name) => [name, model.parameters[name]?.values.length]));
    const tensors = () => names.map((name) => tf.tensor(model.parameters[name]?.values ?? [], [...(model.parameters[name]?.shape ?? [])]));
    const named = (values: readonly tf.Tensor[]) => Object.fromEntries(names.map((name, index) => [name, values[index] as tf.Tensor]));

    it('has as many parameters as it reports, with weights within ±1/√n_in and biases 0', () => {
      const values = Object.values(model.parameters).map((parameter) => parameter.values);
      expect(values.reduce((sum, { length }) => sum + length, 0)).toBe(describeNetwork(config, [12]).parameterCount);
      for (const [name, { shape, values: drawn }] of Object.entries(model.parameters)) {
        const bound = name.endsWith('/weights') ? 1 / Math.sqrt(at(shape, 0)) : 0;
        const largest = drawn.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(largest).toBeLessThanOrEqual(Math.fround(bound));
        expect(largest).toBeGreaterThanOrEqual(bound * 0.7);
      }
    });

    it('computes z, y and cost like a forward pass in double precision', () => {
      const expected = denseForward(config, toDouble(model.parameters), noisy, samples);
      tf.tidy(() => {
        const parameters = named(tensors());
        const x = tf.tensor2d(noisy);
        const z = model.encode(parameters, x);
        const y = model.decode(parameters, z);
        expectClose(z.dataSync(), expected.z.flat());
        expectClose(y.dataSync(), expected.y.flat());
        expectClose(squaredError(y, tf.tensor2d(samples)).dataSync(), [expected.cost]);
        expectClose(model.reconstruct(parameters, x).dataSync(), expected.y.flat());
      });
    });

    /** Central differences of the double-precision forward pass, parameter by parameter. */
    const differences = (x: Rows, clean: Rows): readonly (readonly number[])[] => {
      const step = 1e-6;
      const values = toDouble(model.parameters);
      return names.map((name) => {
        const parameter = values[name] ?? new Float64Array();
        return Array.from(parameter, (value, at) => {
          const costAt = (moved: number) => {
            parameter[at] = moved;
            const { cost } = denseForward(config, values, x, clean);
            parameter[at] = value;
            return cost;
          };
          return (costAt(value + step) - costAt(value - step)) / (2 * step);
        });
      });
    };

    it('has gradients that match finite differences of that forward pass', () => {
      const gradients = tf.tidy(() => {
        const costOf = (...values: tf.Tensor[]) => squaredError(model.reconstruct(named(values), tf.tensor2d(noisy)), tf.tensor2d(samples));
        return tf
          .grads(costOf)(tensors())
          .map((gradient) => gradient.dataSync());
      });
      for (const [index, expected] of differences(noisy, samples).entries()) expectClose(gradients[index] ?? [], expected, 1e-4);
    });

    it('has the same gradients in a compiled step', async () => {
      const resident = { count: batch, size: 12, values: Float32Array.from(samples.flat()), divisor: 1, mean: new Float32Array(12) };
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
              const costOf = (...values: tf.Tensor[]) => squaredError(model.reconstruct(named(values), x), x);
              const { value, grads } = tf.valueAndGrads(costOf)(names.map((name) => state[name] as tf.Tensor));
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
  });

  it('draws the same parameters for the same seed, and others for another', () => {
    const [config] = configs;
    if (config === undefined) throw new Error('no configuration');
    expect(family.build(config, [12], 1).parameters).toEqual(family.build(config, [12], 1).parameters);
    expect(family.build(config, [12], 1).parameters).not.toEqual(family.build(config, [12], 2).parameters);
  });
});

/** Within 1e-5, or a relative tolerance above that, value by value. */
function expectClose(received: ArrayLike<number>, expected: readonly number[], relative = 1e-5): void {
  expect(received.length).toBe(expected.length);
  const worst = expected.map((value, index) => Math.abs((received[index] ?? Number.NaN) - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...worst)).toBeLessThan(Math.max(1e-5, relative));
}
