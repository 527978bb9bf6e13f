import { type Engine, loadEngine } from '@hourglass/engine';
import type { ExecutorName, StateValues, Step, TensorMap } from '@hourglass/engine/contract';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { entry } from '../checked.ts';
import { randomArrays } from '../random.ts';
import { named, nest, unnest } from '../tensor-map.ts';
import { codebookName } from './codebook-training.ts';
import { nearestCodes } from './nearest-codes.ts';
import { perplexity } from './perplexity.ts';
import { quantized } from './quantized.ts';
import { type QuantizedConfig, quantizedSchema } from './quantized-config.ts';

let engine: Engine;
let eager: Engine;
beforeAll(async () => {
  engine = await loadEngine({ only: 'tensorflow' });
  eager = await loadEngine({ only: 'tensorflow', compiled: false });
});

const [batch, positions, dimension, codes] = [4, 3, 2, 5];
const configOf = (options: Partial<QuantizedConfig> = {}) =>
  quantizedSchema.parse({ kind: 'quantized', codes, codeDimension: dimension, commitment: 0.7, reviveBelow: 0, ...options });
const numbersOf = (index: number, count: number) => Float32Array.from(randomArrays(5, 'noise', index).normals(count));
const vectorsAt = (index: number) => tf.tensor2d(numbersOf(index, batch * positions * dimension), [batch, positions * dimension]);
const codebookAt = (index: number) => tf.tensor2d(numbersOf(index, codes * dimension), [codes, dimension]);
const weights = (name: string) => (name === 'commitment' ? 0.7 : 1);
const networkOf = () => ({ input: tf.zeros<tf.Rank.R2>([1, 1]), encode: () => ({}), decode: (z: tf.Tensor2D) => z, parameters: {} });

/** Rows of `width` values. */
const rowsOf = (values: ArrayLike<number>, width: number) =>
  Array.from({ length: values.length / width }, (_, row) => Array.from(values).slice(row * width, (row + 1) * width));
const distance = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + (value - (b[index] ?? Number.NaN)) ** 2, 0);
const nearest = (vector: readonly number[], book: readonly (readonly number[])[]) => {
  const distances = book.map((code) => distance(vector, code));
  return distances.indexOf(Math.min(...distances));
};

function expectClose(received: ArrayLike<number>, expected: readonly number[], tolerance = 1e-5): void {
  expect(received.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(Math.abs((received[index] ?? Number.NaN) - value)).toBeLessThan(tolerance);
}

it('encodes the number of the nearest code, the first of equally near ones, and decodes the codes themselves', () => {
  const model = quantized(configOf());
  const state = { parameters: {}, statistics: { [codebookName]: codebookAt(1) } };
  const numbers = model.mean({ code: vectorsAt(2) }, state);
  const book = rowsOf(codebookAt(1).dataSync(), dimension);
  const expected = rowsOf(vectorsAt(2).dataSync(), dimension).map((vector) => nearest(vector, book));
  expect(numbers.shape).toEqual([batch, positions]);
  expect([...numbers.dataSync()]).toEqual(expected);
  expect(new Set(expected).size).toBeGreaterThan(2);
  expectClose(
    model.decoded?.(numbers, state).dataSync() ?? [],
    expected.flatMap((code) => book[code] ?? []),
    1e-7,
  );
  const equal = tf.tensor2d([
    [3, 4],
    [1, 2],
    [1, 2],
  ]);
  expect(nearestCodes(tf.tensor2d([[1, 2.1]]), equal).arraySync()).toEqual([[0, 1, 0]]);
});

it.each(['movingAverage', 'loss'] as const)('has the straight-through gradient of its formula, with %s', (update) => {
  const model = quantized(configOf({ update }));
  const slopes = vectorsAt(3);
  const objective = (vectors: tf.Tensor, codebook: tf.Tensor) => {
    const state = { parameters: { [codebookName]: codebook }, statistics: { [codebookName]: codebook } };
    const heads = { code: vectors as tf.Tensor2D };
    const code = model.sample(heads, {}, state);
    // As if the decoder's loss had these slopes.
    const losses = tf.sum(tf.mul(code.z, slopes), 1, true) as tf.Tensor2D;
    return tf.sum<tf.Scalar>(model.terms({ heads, code, losses, draws: {}, weights, network: networkOf() }).objective);
  };
  const [ofVectors, ofCodebook] = tf.grads(objective)([vectorsAt(2), codebookAt(1)]);
  const [vectors, book] = [rowsOf(vectorsAt(2).dataSync(), dimension), rowsOf(codebookAt(1).dataSync(), dimension)];
  const slopesOf = rowsOf(slopes.dataSync(), dimension);
  // ∂L/∂z + 2 β (z − e)
  const expected = vectors.flatMap((vector, row) => {
    const code = book[nearest(vector, book)] ?? [];
    return vector.map((value, d) => (slopesOf[row]?.[d] ?? Number.NaN) + 2 * 0.7 * (value - (code[d] ?? Number.NaN)));
  });
  expectClose(ofVectors?.dataSync() ?? [], expected);
  // Σ 2 (e − z) over the vectors that chose the code; none where moving averages change it.
  const moves = book.map((code, k) => {
    const own = vectors.filter((vector) => nearest(vector, book) === k);
    return code.map((value, d) => (update === 'loss' ? own.reduce((sum, vector) => sum + 2 * (value - (vector[d] ?? Number.NaN)), 0) : 0));
  });
  expectClose(ofCodebook?.dataSync() ?? [], moves.flat());
});

it('moves codes as the quotient of moving averages of sums and counts', () => {
  const decay = 0.8;
  const model = quantized(configOf({ decay }));
  const equalUse = (batch * positions) / codes;
  let statistics: TensorMap = { ...tensorsOf(model.statistics?.(1) ?? {}), [codebookName]: codebookAt(1) };
  // Nₖ ← γ Nₖ + (1 − γ) nₖ; mₖ ← γ mₖ + (1 − γ) Σ z; eₖ = mₖ/Nₖ   van den Oord et al. 2017, appendix A.1
  let counts = Array.from({ length: codes }, () => equalUse);
  let sums = rowsOf(codebookAt(1).dataSync(), dimension).map((code) => code.map((value) => value * equalUse));
  for (let step = 0; step < 20; step++) {
    const heads = { code: vectorsAt(10 + step) };
    const vectors = rowsOf(heads.code.dataSync(), dimension);
    const book = sums.map((sum, k) => sum.map((value) => value / (counts[k] ?? Number.NaN)));
    const state = { parameters: {}, statistics };
    const code = model.sample(heads, {}, state);
    const chosen = vectors.map((vector) => nearest(vector, book));
    counts = counts.map((count, k) => decay * count + (1 - decay) * chosen.filter((one) => one === k).length);
    sums = sums.map((sum, k) =>
      sum.map((value, d) => {
        const own = vectors.reduce((total, vector, row) => total + (chosen[row] === k ? (vector[d] ?? Number.NaN) : 0), 0);
        return decay * value + (1 - decay) * own;
      }),
    );
    const changed = model.training?.update({ heads, code, draws: {}, weights, state });
    statistics = changed?.statistics ?? {};
    expectClose(
      entry(statistics, codebookName).dataSync(),
      sums.flatMap((sum, k) => sum.map((value) => value / (counts[k] ?? Number.NaN))),
    );
    expectClose(
      entry(statistics, 'code/use').dataSync(),
      counts.map((count) => count / equalUse),
    );
  }
});

it('has the perplexity of the shares: all codes where they are used equally, one where one is', () => {
  expect(perplexity(Float64Array.of(3, 3, 3, 3))).toBeCloseTo(4, 12);
  expect(perplexity(Float64Array.of(0, 7, 0))).toBe(1);
  expect(perplexity(Float64Array.of(1, 3))).toBeCloseTo(Math.exp(0.25 * Math.log(4) + 0.75 * Math.log(4 / 3)), 12);
  // Of codes 0, 0, 1, 4 at the positions of two samples.
  expect(quantized(configOf()).summarise?.(Float32Array.of(0, 0, 1, 4), 2)).toMatchObject({ codesInUse: 3 });
});

describe.each(['movingAverage', 'loss'] as const)('a step whose codes change by %s', (update) => {
  const config = configOf({ update, reviveBelow: 0.5, decay: 0.6 });
  const model = quantized(config);

  /** Five steps without a network: samples are the encoder's vectors. */
  async function run(on: Engine, executor?: 'session' | 'xla'): Promise<{ readonly used: ExecutorName; readonly state: StateValues }> {
    const step: Step = ({ state, batches, draws, inputs }) => {
      const own = { parameters: unnest('parameters', state), statistics: unnest('statistics', state) };
      const heads = { code: named<tf.Tensor2D>(batches, 'x') };
      const code = model.sample(heads, draws, own);
      const change = model.training?.update({ heads, code, draws, weights: (name) => named(inputs, name), state: own });
      if (change === undefined) throw new RangeError('a quantized code has training');
      const parameters = Object.entries(own.parameters).map(([name, value]) => {
        const rows = change.replacedRows[name];
        return [name, rows === undefined ? value : tf.where(rows.isReplaced, rows.values, value)] as const;
      });
      return {
        metrics: change.metrics,
        state: { ...nest('parameters', Object.fromEntries(parameters)), ...nest('statistics', change.statistics) },
      };
    };
    const values = numbersOf(7, 20 * positions * dimension);
    const size = positions * dimension;
    const prefixed = (prefix: string, given: StateValues = {}) =>
      Object.fromEntries(Object.entries(given).map(([name, value]) => [`${prefix}/${name}`, value]));
    const program = on.compile(
      {
        state: { ...prefixed('parameters', model.parameters?.(3)), ...prefixed('statistics', model.statistics?.(3)) },
        samples: { train: { count: 20, size, values, divisor: 1, mean: new Float32Array(size) } },
        phases: {
          train: {
            batches: { x: { samples: 'train', size: batch } },
            inputs: { continuesEpoch: [] },
            draws: model.training?.draws() ?? {},
            step,
          },
        },
        seed: 2,
        evaluationRows: 1,
      },
      executor === undefined ? {} : { executor },
    );
    const feeds = {
      rows: { x: Int32Array.from({ length: 20 }, (_, row) => row) },
      inputs: { continuesEpoch: Float32Array.of(0, 1, 1, 1, 1) },
      firstStep: 0,
    };
    await program.run([{ phase: 'train', steps: 5 }], { train: feeds });
    const found = { used: program.executor().name, state: await program.read() };
    program.dispose();
    return found;
  }

  it('has the same state on every executor', async () => {
    const expected = await run(eager);
    const uses = entry(expected.state, 'statistics/code/epochUse').values;
    expect(uses.reduce((sum, count) => sum + count, 0)).toBe(20 * positions);
    for (const executor of ['session', 'xla'] as const) {
      const found = await run(engine, executor);
      expect(found.used).toBe(executor);
      for (const [name, { values }] of Object.entries(expected.state)) expectClose(entry(found.state, name).values, [...values], 1e-6);
    }
  });

  it('replaces each code that is used too little by a vector of the batch', () => {
    const codebook = tf.concat2d([codebookAt(1).slice([0, 0], [3, 2]), tf.fill([2, 2], 50)], 0);
    const own = { [codebookName]: codebook };
    const counted = { 'code/use': tf.tensor1d([1, 1, 1, 0.01, 0.01]), 'code/epochUse': tf.zeros([codes]) };
    const state = update === 'loss' ? { parameters: own, statistics: counted } : { parameters: {}, statistics: { ...own, ...counted } };
    const heads = { code: vectorsAt(2) };
    const code = model.sample(heads, {}, state);
    const draws = { revival: tf.tensor1d([0, 0, 0, 0.5, 0.999_999_9]) };
    const change = model.training?.update({ heads, code, draws, weights, state });
    const rows = change?.replacedRows[codebookName];
    const after = rows === undefined ? entry(change?.statistics ?? {}, codebookName) : tf.where(rows.isReplaced, rows.values, codebook);
    const vectors = rowsOf(vectorsAt(2).dataSync(), dimension);
    const [first, second, third, ...revived] = rowsOf(after.dataSync(), dimension);
    expect(revived).toEqual([vectors[6], vectors[11]]);
    for (const kept of [first, second, third]) expect(vectors).not.toContainEqual(kept);
    expect([...entry(change?.statistics ?? {}, 'code/use').dataSync()].slice(3)).toEqual([1, 1]);
  });
});

function tensorsOf(values: StateValues): TensorMap {
  return Object.fromEntries(Object.entries(values).map(([name, { shape, values: numbers }]) => [name, tf.tensor(numbers, [...shape])]));
}
