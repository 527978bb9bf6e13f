import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '../../engine.ts';
import { loadEngine } from '../../load-engine.ts';
import { bits, stateBits } from '../../testing/numbers.ts';
import { type OnePhase, onePhase } from '../../testing/one-phase.ts';
import { checkAgreement } from '../../testing/random-step/agreement.ts';
import { stepPlan } from '../../testing/random-step/plan.ts';
import { tensorNamed } from '../../testing/test-optimizers.ts';
import { batchSize, parameters, program, samples } from '../../testing/tied-layer.ts';
import { type NativeBinding, nativeBackend } from '../native-backend.ts';

/** Runs more random steps with other seeds: `HOURGLASS_PROPERTY_RUNS=200 vitest run src/graph/xla/xla.test.ts`. */
const requested = Number(process.env.HOURGLASS_PROPERTY_RUNS || 0);
const runs = requested > 0 ? { numRuns: requested } : { numRuns: 12, seed: 23 };

let engine: Engine;
let eager: Engine;
beforeAll(async () => {
  engine = await loadEngine({ only: 'tensorflow' });
  eager = await loadEngine({ only: 'tensorflow', compiled: false });
});

const compile = (given: OnePhase, using = engine) => {
  const compiled = using.compile(onePhase(given), { executor: 'xla' });
  onTestFinished(() => compiled.dispose());
  return compiled;
};
const rowsFor = (steps: number) => Int32Array.from({ length: steps * batchSize }, (_, index) => (index * 7) % samples.count);
const feedsFor = (steps: number) => ({
  train: { rows: { x: rowsFor(steps) }, inputs: { learningRate: new Float32Array(steps).fill(0.02) } },
});

describe('a step compiled by XLA', () => {
  it('agrees with the eager step, bit-identical for any number of steps per call', async () => {
    const xla: Engine = { ...engine, compile: (given) => engine.compile(given, { executor: 'xla' }) };
    await fc.assert(
      fc.asyncProperty(stepPlan, (plan) => checkAgreement(plan, { compiled: xla, eager })),
      runs,
    );
  });

  it('runs more steps than fit in one call of the loop', async () => {
    const [whole, divided] = [compile(program()), compile(program())];
    const { train } = await whole.run([{ phase: 'train', steps: 2_300 }], feedsFor(2_300));
    const costs: number[] = [];
    for (const [from, to] of [
      [0, 1],
      [1, 999],
      [999, 2_300],
    ] as const) {
      const rows = rowsFor(2_300).slice(from * batchSize, to * batchSize);
      const learningRate = new Float32Array(to - from).fill(0.02);
      const part = await divided.run([{ phase: 'train', steps: to - from }], { train: { rows: { x: rows }, inputs: { learningRate } } });
      costs.push(...bits(part.train?.cost ?? new Float32Array()));
    }
    expect(costs).toEqual(bits(train?.cost ?? new Float32Array()));
    expect(stateBits(await divided.read())).toEqual(stateBits(await whole.read()));
  });
});

describe('the session takes over', () => {
  const stepWith =
    (work: (batch: tf.Tensor2D) => tf.Tensor): OnePhase['step'] =>
    ({ state, batch }) => ({
      cost: tf.sum<tf.Scalar>(work(batch)),
      state: { ...state, b: tf.mul(tensorNamed(state, 'b'), 0.5) },
    });

  it.each<[string, OnePhase['step'], string]>([
    [
      'if XLA is slower',
      stepWith((batch) => tf.conv2d(tf.reshape<tf.Rank.R4>(batch, [batchSize, 3, 2, 1]), tf.ones<tf.Rank.R4>([1, 1, 1, 1]), 1, 'same')),
      'The phase train uses Conv2D, which XLA runs slower than the session.',
    ],
    [
      'if XLA does not support the operation',
      stepWith((batch) => tf.localResponseNormalization(tf.reshape<tf.Rank.R4>(batch, [batchSize, 3, 2, 1]))),
      'The phase train uses LRN, which the xla executor does not support.',
    ],
  ])('%s, and reports the reason', async (_, step, reason) => {
    const compiled = compile(program({ state: parameters, inputs: {}, step }));
    expect(compiled.executor()).toEqual({ name: 'session', reason });
    expect(compiled.isPrepared()).toBe(true);
    await compiled.run([{ phase: 'train', steps: 3 }], { train: { rows: { x: rowsFor(3) }, inputs: {} } });
    expect([...((await compiled.read()).b?.values ?? [])]).toEqual([...(parameters.b?.values ?? [])].map((value) => value / 8));
  });

  it('if compiling fails, with the same state', async () => {
    const backend = nativeBackend();
    const real = backend.binding;
    onTestFinished(() => {
      backend.binding = real;
    });
    // Fails as TensorFlow does where XLA refuses a function: in the first call of the loop.
    const runSavedModel: NativeBinding['runSavedModel'] = (session, ids, inputs, outputs) => {
      if (inputs.includes('phase_0_steps:0')) throw new Error('XLA compilation failed');
      return real.runSavedModel(session, ids, inputs, outputs);
    };
    backend.binding = Object.create(real, { runSavedModel: { value: runSavedModel } });
    const compiled = compile(program({ batchSize: 3 }), await loadEngine({ only: 'tensorflow' }));
    const state = await compiled.read();
    const b = { shape: [4], values: Float32Array.of(1, 2, 3, 4) };
    compiled.write({ ...state, b });
    expect(compiled.executor().name).toBe('xla');
    expect(compiled.isPrepared()).toBe(false);
    await compiled.prepare();
    expect(compiled.executor()).toEqual({ name: 'session', reason: expect.stringMatching(/XLA compilation failed/) });
    expect([...((await compiled.read()).b?.values ?? [])]).toEqual([1, 2, 3, 4]);
  });
});

describe('a compiled loop', () => {
  it('is reused by the next program of the same shape without compiling again', async () => {
    const given = program({ batchSize: 4 });
    const first = engine.compile(onePhase(given), { executor: 'xla' });
    expect(first.isPrepared()).toBe(false);
    await first.prepare();
    first.dispose();
    expect(compile(given).isPrepared()).toBe(true);
  });
});
