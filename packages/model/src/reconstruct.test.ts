import { loadEngine } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { encodeCheckpoint } from './checkpoint.ts';
import { runConfigSchema } from './config.ts';
import { createModel } from './model.ts';
import { random } from './random.ts';
import { reconstructSamples } from './reconstruct.ts';
import { doublePass } from './testing/double-pass.ts';
import { doubleNetwork } from './testing/forward.ts';
import { toDouble } from './testing/matrix.ts';

const parameters = { dimensions: [12, 9, 4], tied: false, outputActivation: 'linear' };
const config = runConfigSchema.parse(parameters);
const { parameters: drawn } = createModel(config, [12], 3);
const state = Object.fromEntries(Object.entries(drawn).map(([name, value]) => [`parameters/${name}`, value]));
const progress = { step: 5, epochSums: {}, epochSeconds: 0 };
const source = random(11, 'noise');
const samples = Array.from({ length: 3 }, () => Array.from({ length: 12 }, () => Math.fround(source.uniform() - 0.5)));

beforeAll(async () => {
  await loadEngine();
});

it('reconstructs samples from a checkpoint’s bytes like a forward pass in double precision, and leaks no tensor', async () => {
  const before = tf.memory().numTensors;
  const y = await reconstructSamples(parameters, Buffer.concat(encodeCheckpoint({ ...progress, state })), {
    x: Float32Array.from(samples.flat()),
    sampleShape: [12],
  });
  const network = doubleNetwork(config, [12], toDouble(drawn), doublePass(config, toDouble(drawn), { statistics: null, masks: {} }));
  const expected = network.decode(network.encode(samples).code).flat();
  expect(y).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    expect(y[index]).toBeCloseTo(value, 5);
  });
  expect(tf.memory().numTensors).toBe(before);
});

it('says which parameter a checkpoint lacks', async () => {
  const { 'parameters/encoder/1/weights': _, ...rest } = state;
  await expect(
    reconstructSamples(parameters, Buffer.concat(encodeCheckpoint({ ...progress, state: rest })), {
      x: Float32Array.from(samples.flat()),
      sampleShape: [12],
    }),
  ).rejects.toThrow(/encoder\/1\/weights/);
});

it('reconstructs with the label of each sample where the model has a condition', async () => {
  const conditional = { ...parameters, condition: { kind: 'label', classes: 3 } };
  const network = runConfigSchema.parse(conditional);
  const { parameters: weights } = createModel(network, [12], 3);
  const named = Object.fromEntries(Object.entries(weights).map(([name, value]) => [`parameters/${name}`, value]));
  const checkpoint = Buffer.concat(encodeCheckpoint({ ...progress, state: named }));
  const x = Float32Array.from(samples.flat());
  const y = await reconstructSamples(conditional, checkpoint, { x, sampleShape: [12], labels: Uint8Array.of(2, 0, 1) });
  const oneHot = [
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ];
  const double = doubleNetwork(
    network,
    [12],
    toDouble(weights),
    doublePass(network, toDouble(weights), { statistics: null, masks: {} }),
    oneHot,
  );
  double
    .decode(double.encode(samples).code)
    .flat()
    .forEach((value, index) => {
      expect(y[index]).toBeCloseTo(value, 5);
    });
  const refused = 'the model has the condition "label" and needs one from 0 to 2 for each.';
  for (const labels of [undefined, Uint8Array.of(2, 0), Uint8Array.of(2, 0, 3)]) {
    const given = { x, sampleShape: [12], ...(labels === undefined ? {} : { labels }) };
    await expect(reconstructSamples(conditional, checkpoint, given)).rejects.toThrow(refused);
  }
});
