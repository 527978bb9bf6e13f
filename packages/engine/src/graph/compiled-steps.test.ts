import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { at, named } from '../checked.ts';
import type { Engine } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import { bits, stateBits } from '../testing/numbers.ts';
import { compileOnePhase, type OnePhase, recordedPhase } from '../testing/one-phase.ts';
import { adam, momentumWith, sgd, tensorNamed } from '../testing/test-optimizers.ts';
import { batchSize, parameters, program, rowCosts, samples, stepWith } from '../testing/tied-layer.ts';
import { type NativeBackend, type NativeBinding, nativeBackend } from './native-backend.ts';
import { recordStep } from './record-step.ts';

const steps = 11;
const indices = Int32Array.from({ length: steps * batchSize }, (_, index) => (index * 13) % samples.count);
const learningRate = new Float32Array(steps).fill(0.02);

let compiled: Engine;
let eager: Engine;
let backend: NativeBackend;
/** Sessions that were loaded and deleted, and tensors that TensorFlow holds for them. */
const sessions = { loaded: 0, deleted: 0, held: 0 };

beforeAll(async () => {
  compiled = await loadEngine({ only: 'tensorflow' });
  eager = await loadEngine({ only: 'tensorflow', compiled: false });
  backend = nativeBackend();
  const real = backend.binding;
  const loadSavedModel: NativeBinding['loadSavedModel'] = (...given) => {
    sessions.loaded++;
    return real.loadSavedModel(...given);
  };
  const deleteSavedModel: NativeBinding['deleteSavedModel'] = (id) => {
    sessions.deleted++;
    real.deleteSavedModel(id);
  };
  const runSavedModel: NativeBinding['runSavedModel'] = (...given) => {
    const outputs = real.runSavedModel(...given);
    sessions.held += outputs.length;
    return outputs;
  };
  const createTensor: NativeBinding['createTensor'] = (...given) => {
    sessions.held++;
    return real.createTensor(...given);
  };
  const deleteTensor: NativeBinding['deleteTensor'] = (id) => {
    sessions.held--;
    real.deleteTensor(id);
  };
  const watched = { loadSavedModel, deleteSavedModel, runSavedModel, createTensor, deleteTensor };
  backend.binding = Object.create(real, Object.fromEntries(Object.entries(watched).map(([name, value]) => [name, { value }])));
  // Loaded after the binding's methods were wrapped: the engine keeps the binding with which it was loaded.
  compiled = await loadEngine({ only: 'tensorflow' });
});

async function outcome(engine: Engine, given: OnePhase) {
  const trained = compileOnePhase(engine, given);
  onTestFinished(() => trained.dispose());
  const costs = await trained.run(indices, { learningRate });
  return { costs, state: await trained.read() };
}

async function agrees(given: OnePhase): Promise<void> {
  const ours = await outcome(compiled, given);
  const expected = await outcome(eager, given);
  // A joined product adds in another order, a relative difference of 1e-7. Where a gradient is almost zero, Adam's division by √v
  // amplifies it to 1e-5, and it accumulates over the steps.
  const allowed = 1e-5 * steps;
  for (const [step, cost] of expected.costs.entries()) expect(Math.abs(at(ours.costs, step) / cost - 1)).toBeLessThan(allowed);
  for (const [name, { values }] of Object.entries(expected.state)) {
    for (const [index, value] of values.entries()) {
      expect(Math.abs(at(named(ours.state, name).values, index) - value), `${name}[${index}]`).toBeLessThan(allowed);
    }
  }
}

const momentum = momentumWith({ momentum: 0.9 });
const momentumState = {
  ...parameters,
  ...Object.fromEntries(
    Object.entries(parameters).map(([name, { shape, values }]) => [
      `accumulator/${name}`,
      { shape, values: new Float32Array(values.length) },
    ]),
  ),
};

describe('an optimizer', () => {
  it.each<[string, OnePhase]>([
    ['adam', program()],
    ['momentum', program({ state: momentumState, step: stepWith(momentum) })],
    ['sgd', program({ state: parameters, step: stepWith(sgd) })],
  ])('is fused, and follows its formula: %s', async (kind, given) => {
    expect(recordStep(backend, recordedPhase(given)).fused.map((update) => update.kind)).toEqual([kind]);
    await agrees(given);
  });

  it('is traced if its kind is unknown', async () => {
    const given = program({ step: stepWith({ ...adam, kind: 'mine' }) });
    expect(recordStep(backend, recordedPhase(given)).fused).toEqual([]);
    await agrees(given);
  });

  it.each<[string, OnePhase['step']]>([
    [
      'the step computes with the results of the update',
      (given) => {
        const stepped = stepWith(sgd)(given);
        return { cost: stepped.cost, state: { ...stepped.state, b: tf.mul(tensorNamed(stepped.state, 'b'), 0.5) } };
      },
    ],
    [
      'the step discards part of the update',
      (given) => {
        const stepped = stepWith(sgd)(given);
        return { cost: stepped.cost, state: { ...stepped.state, b: tensorNamed(given.state, 'b') } };
      },
    ],
    [
      'its parameters are not the state itself',
      ({ state, optimize, ...given }) =>
        stepWith(sgd)({
          ...given,
          state,
          optimize: (optimizer, update) =>
            optimize(optimizer, {
              ...update,
              parameters: Object.fromEntries(Object.entries(update.parameters).map(([name, value]) => [name, tf.mul(value, 0.9)])),
            }),
        }),
    ],
  ])('is traced if %s', async (_, step) => {
    const given = program({ state: parameters, step });
    expect(recordStep(backend, recordedPhase(given)).fused).toEqual([]);
    await agrees(given);
  });
});

describe('constants', () => {
  it('with equal values share one node, for every type', async () => {
    const size = 10_000;
    const step: OnePhase['step'] = ({ state, batch }) => {
      const chosen = tf.where(
        tf.ones([size], 'bool'),
        tf.tensor1d(new Float32Array(size).fill(0.125)),
        tf.tensor1d(Float32Array.from({ length: size }, (_, index) => index)),
      );
      const counted = tf.cast(tf.tensor1d(new Int32Array(size).fill(3)), 'float32');
      return { cost: tf.add(tf.sum(batch), tf.sum(tf.mul(chosen, counted))), state };
    };
    const given = program({ state: parameters, step });
    const sizes = recordStep(backend, recordedPhase(given)).nodes.flatMap(({ attributes: { value } }) =>
      value?.kind === 'tensor' && value.value.shape[0] === size ? [value.value.bytes.length] : [],
    );
    expect(sizes.toSorted((a, b) => a - b)).toEqual([1, 4, 4, 4 * size]);
    await agrees(given);
  });
});

describe('state', () => {
  it('entries may be swapped, and one may become two', async () => {
    const state = {
      one: { shape: [2], values: Float32Array.of(1, 2) },
      two: { shape: [2], values: Float32Array.of(3, 4) },
      three: { shape: [2], values: Float32Array.of(5, 6) },
    };
    const step: OnePhase['step'] = ({ state: current, batch }) => {
      const [one, two] = [tensorNamed(current, 'one'), tensorNamed(current, 'two')];
      return { cost: tf.sum(batch), state: { one: two, two: one, three: two } };
    };
    const given = program({ state, inputs: {}, step });
    const swapped = compileOnePhase(compiled, given);
    onTestFinished(() => swapped.dispose());
    await swapped.run(indices.subarray(0, 5 * batchSize), {});
    expect(Object.values(await swapped.read()).map(({ values }) => [...values])).toEqual([
      [3, 4],
      [1, 2],
      // As `two` was before the fifth step.
      [3, 4],
    ]);
  });
});

describe('an error in an operation', () => {
  /** Its steps add to the segment that an input names, which the graph can't check. */
  const step: OnePhase['step'] = ({ state, inputs }) => {
    const segment = tf.reshape<tf.Rank.R1>(tf.cast(tensorNamed(inputs, 'segment'), 'int32'), [1]);
    return { cost: tf.sum(tf.unsortedSegmentSum(tf.ones([1]), segment, 4)), state };
  };

  it('names the phase and the steps', async () => {
    const given = program({ state: parameters, inputs: { segment: [] }, step });
    const segment = Float32Array.of(0, 0, 0, 0, 0, 99);
    for (const [engine, where] of [
      [compiled, /^Phase train, step 6 of the call: TensorFlow refused a compiled operation: ./],
      [eager, /^Phase train, step 6 of the call: TensorFlow\.js refused an operation: ./],
    ] as const) {
      const trained = compileOnePhase(engine, given);
      onTestFinished(() => trained.dispose());
      await expect(trained.run(indices.subarray(0, 6 * batchSize), { segment })).rejects.toThrow(where);
    }
    const trained = compileOnePhase(compiled, given);
    onTestFinished(() => trained.dispose());
    await expect(trained.run(indices.subarray(0, 4 * batchSize), { segment: segment.slice(2) })).rejects.toThrow(
      /^Phase train, steps 1 to 4 of the call/,
    );
  });
});

describe('a pure function', () => {
  /** Counts its calls. */
  function counted<Function extends OnePhase['step'] | typeof rowCosts>(work: Function, marks: { readonly pure?: true }) {
    const calls = { count: 0 };
    const counting = (...given: never[]) => {
      calls.count++;
      return (work as unknown as (...same: never[]) => unknown)(...given);
    };
    return { calls, counting: Object.assign(counting, marks) as unknown as Function };
  }

  it.each([
    { marks: { pure: true } as const, what: 'is recorded once for the programs of one shape', added: 0 },
    { marks: {}, what: 'is marked on the function: any other function is recorded for each program', added: 2 },
  ])('$what', async ({ marks, added }) => {
    const step = counted(stepWith(adam), marks);
    const evaluation = counted(rowCosts, marks);
    const train = async (given: Partial<OnePhase>) => {
      const trained = compileOnePhase(compiled, program({ step: step.counting, ...given }));
      const size = given.batchSize ?? batchSize;
      const costs = await trained.run(indices.slice(0, 2 * size), { learningRate: learningRate.slice(0, 2) });
      const evaluated = await trained.evaluate(evaluation.counting, samples, Int32Array.of(1, 2, 3));
      trained.dispose();
      return { costs, evaluated };
    };
    const first = await train({});
    const calls = [step.calls.count, evaluation.calls.count];
    expect(await train({})).toEqual(first);
    expect([step.calls.count, evaluation.calls.count]).toEqual(calls.map((count) => count + added));
    // Another shape is another graph.
    await train({ batchSize: batchSize - 1 });
    expect(step.calls.count).toBe(at(calls, 0) + added + 2);
  });
});

describe('loaded graphs', () => {
  it('are reused by the next program of the same shape, which starts from its own state', async () => {
    const first = compileOnePhase(compiled, program());
    const costs = await first.run(indices, { learningRate });
    await first.evaluate(rowCosts, samples, Int32Array.of(1, 2));
    first.dispose();
    const { loaded } = sessions;
    const second = compileOnePhase(compiled, program());
    onTestFinished(() => second.dispose());
    expect(bits(await second.run(indices, { learningRate }))).toEqual(bits(costs));
    await second.evaluate(rowCosts, samples, Int32Array.of(3, 4));
    expect(sessions.loaded).toBe(loaded);
  });

  it('leak no tensor in TensorFlow over 1,000 calls', async () => {
    const trained = compileOnePhase(compiled, program());
    onTestFinished(() => trained.dispose());
    const callOnce = async () => {
      await trained.run(indices.subarray(0, 5 * batchSize), { learningRate: learningRate.slice(0, 5) });
      await trained.evaluate(rowCosts, samples, Int32Array.of(1, 2));
      trained.write(await trained.read());
    };
    await callOnce();
    const { held } = sessions;
    for (let call = 0; call < 1_000; call++) await callOnce();
    expect(sessions.held).toBe(held);
  });

  it('are not shared by programs in use at the same time', async () => {
    const [one, other] = [compileOnePhase(compiled, program()), compileOnePhase(compiled, program())];
    onTestFinished(() => {
      one.dispose();
      other.dispose();
    });
    const before = stateBits(await other.read());
    await one.run(indices, { learningRate });
    expect(stateBits(await other.read())).toEqual(before);
  });

  it('are closed when there are more shapes than the cache holds, and leave no file behind', async () => {
    const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('hourglass-graph-')).length;
    const before = { ...sessions, folders: folders() };
    for (let size = 1; size <= 40; size++) {
      compileOnePhase(compiled, program({ batchSize: size })).dispose();
    }
    expect(sessions.loaded - before.loaded).toBeGreaterThanOrEqual(38);
    expect(sessions.loaded - sessions.deleted).toBeLessThanOrEqual(20);
    expect(folders()).toBeLessThanOrEqual(before.folders);
  });
});
