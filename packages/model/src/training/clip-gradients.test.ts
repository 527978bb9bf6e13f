import { type Engine, type GraphExecutor, loadEngine } from '@hourglass/engine';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { runConfigSchema } from '../config.ts';
import { clipGradients } from './clip-gradients.ts';
import { compileTraining } from './program.ts';

let native: Engine;
let plain: Engine;
beforeAll(async () => {
  native = await loadEngine({ only: 'tensorflow' });
  plain = await loadEngine({ only: 'cpu' });
});

/** Gradients of two parameters: their norm is √(3² + 4² + 12² + 84²) = 85. */
const gradients = { a: [3, -4], b: [12, 84] };

it.each([
  [{ clipNorm: 0, clipValue: 0 }, gradients],
  [{ clipNorm: 85, clipValue: 0 }, gradients],
  [{ clipNorm: 100, clipValue: 100 }, gradients],
  [
    { clipNorm: 17, clipValue: 0 },
    { a: [0.6, -0.8], b: [2.4, 16.8] },
  ],
  [
    { clipNorm: 0, clipValue: 4 },
    { a: [3, -4], b: [4, 4] },
  ],
  // First the values, whose norm is then √(3² + 4² + 12² + 12²) = 17.69181.
  [
    { clipNorm: 1, clipValue: 12 },
    { a: [0.16957, -0.226093], b: [0.67828, 0.67828] },
  ],
])('clips to %j', (limits, expected) => {
  tf.tidy(() => {
    const clipped = clipGradients({ a: tf.tensor1d(gradients.a), b: tf.tensor1d(gradients.b) }, limits);
    for (const name of ['a', 'b'] as const) {
      for (const [index, value] of expected[name].entries()) expect(clipped[name]?.dataSync()[index]).toBeCloseTo(value, 5);
    }
  });
});

const size = 6;
const train = {
  count: 8,
  size,
  values: Float32Array.from({ length: 8 * size }, (_, index) => Math.sin(index * 1.7)),
  divisor: 1,
  mean: new Float32Array(size),
};

/** How far one step of sgd with learning rate 1 moves each parameter: by its clipped gradient. */
async function movesOf(engine: Engine, executor: GraphExecutor, fields: object): Promise<number[]> {
  const config = runConfigSchema.parse({ dimensions: [size, 3], batchSize: 4, optimizer: 'sgd', ...fields });
  const program = compileTraining(engine, config, { seed: 3, executor }, { sampleShape: [size], train });
  try {
    const before = await program.read();
    const feeds = { rows: { x: Int32Array.of(0, 2, 5, 7) }, inputs: { learningRate: Float32Array.of(1) }, firstStep: 0 };
    await program.run([{ phase: 'train', steps: 1 }], { train: feeds });
    const after = await program.read();
    return Object.entries(before).flatMap(([name, { values }]) =>
      [...values].map((value, index) => value - (after[name]?.values[index] ?? Number.NaN)),
    );
  } finally {
    program.dispose();
  }
}

describe.each<[string, () => Engine, GraphExecutor]>([
  ['the session', () => native, 'session'],
  ['the XLA loop', () => native, 'xla'],
  ['eager steps', () => plain, 'session'],
])('%s', (_, engineOf, executor) => {
  it('clips the gradients of all parameters before the update', async () => {
    const whole = await movesOf(engineOf(), executor, {});
    const norm = Math.hypot(...whole);
    const limit = norm / 3;
    const byNorm = await movesOf(engineOf(), executor, { clipNorm: limit });
    for (const [index, move] of whole.entries()) expect(byNorm[index]).toBeCloseTo((move * limit) / norm, 5);
    const largest = Math.max(...whole.map(Math.abs)) / 2;
    const byValue = await movesOf(engineOf(), executor, { clipValue: largest });
    for (const [index, move] of whole.entries()) expect(byValue[index]).toBeCloseTo(Math.max(-largest, Math.min(largest, move)), 5);
    expect(await movesOf(engineOf(), executor, { clipNorm: norm * 2, clipValue: largest * 4 })).toEqual(whole);
  });
});
