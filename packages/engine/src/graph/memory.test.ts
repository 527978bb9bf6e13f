import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { CompiledProgram, Engine, GraphExecutor, Program } from '../engine.ts';
import { loadEngine } from '../load-engine.ts';
import { numbers } from '../testing/numbers.ts';
import { sgd, tensorNamed } from '../testing/test-optimizers.ts';
import { type NativeBinding, nativeBackend } from './native-backend.ts';

const rows = 40;

/** A layer of this width, with noise: state, samples, inputs and draws all have shapes of their own. */
function layer(width: number): Program {
  return {
    state: { W: { shape: [6, width], values: numbers(6 * width, width) } },
    samples: { train: { count: rows, size: 6, values: numbers(rows * 6, 2), divisor: 1, mean: new Float32Array(6) } },
    phases: {
      train: {
        batches: { x: { samples: 'train', size: 4 } },
        inputs: { rate: [] },
        draws: { noise: { purpose: 2, shape: [4, 6], distribution: { kind: 'normal' } } },
        step: ({ state, batches, inputs, draws, optimize }) => {
          const x = tf.add(tensorNamed(batches, 'x'), tensorNamed(draws, 'noise'));
          const W = tensorNamed<tf.Tensor2D>(state, 'W');
          const { value, grad } = tf.valueAndGrad((w: tf.Tensor2D) => tf.sum<tf.Scalar>(tf.square(tf.matMul(x as tf.Tensor2D, w))))(W);
          const learningRate = tensorNamed<tf.Scalar>(inputs, 'rate');
          const { parameters } = optimize(sgd, { parameters: { W }, gradients: { W: grad }, slots: {}, learningRate });
          return { metrics: { cost: value }, state: parameters };
        },
      },
    },
    seed: 1,
    evaluationRows: 8,
  };
}

const run = (program: CompiledProgram, steps: number) =>
  program.run([{ phase: 'train', steps }], {
    train: {
      rows: { x: Int32Array.from({ length: 4 * steps }, (_, index) => index % rows) },
      inputs: { rate: new Float32Array(steps).fill(1e-3) },
      firstStep: 0,
    },
  });

interface Counted {
  /** Graphs that TensorFlow holds, and the most at one time. */
  readonly graphs: { now: number; most: number };
  /** Tensors that TensorFlow holds for JavaScript, beyond those at the start. */
  tensors: number;
  /** Shapes of what each call of a graph was fed. */
  readonly feeds: string[];
}

let counted: Counted;
let engine: Engine;
beforeAll(async () => {
  await loadEngine({ only: 'tensorflow' });
  const backend = nativeBackend();
  const real = backend.binding;
  const shapes = new Map<number, string>();
  counted = { graphs: { now: 0, most: 0 }, tensors: 0, feeds: [] };
  const counting: Partial<NativeBinding> = {
    loadSavedModel(...given) {
      counted.graphs.now++;
      counted.graphs.most = Math.max(counted.graphs.most, counted.graphs.now);
      return real.loadSavedModel(...given);
    },
    deleteSavedModel(session) {
      counted.graphs.now--;
      real.deleteSavedModel(session);
    },
    createTensor(shape, type, values) {
      counted.tensors++;
      const id = real.createTensor(shape, type, values);
      shapes.set(id, `${type}[${shape.join()}]`);
      return id;
    },
    deleteTensor(id) {
      counted.tensors--;
      real.deleteTensor(id);
    },
    runSavedModel(session, ids, ...names) {
      counted.feeds.push(ids.map((id) => shapes.get(id) ?? 'kept').join(' '));
      const outputs = real.runSavedModel(session, ids, ...names);
      counted.tensors += outputs.length;
      return outputs;
    },
    executeOp(...given) {
      const outputs = real.executeOp(...given);
      counted.tensors += outputs.length;
      return outputs;
    },
  };
  backend.binding = Object.create(real, Object.fromEntries(Object.entries(counting).map(([name, value]) => [name, { value }])));
  // Loaded again, so that it uses the counting binding.
  engine = await loadEngine({ only: 'tensorflow' });
});

const megabytes = () => process.memoryUsage().rss / 1e6;

describe.each<[GraphExecutor, number, number]>([
  ['session', 100, 60],
  ['xla', 20, 250],
])('the %s executor', (executor, shapes, allowedMegabytes) => {
  it(`keeps a bounded number of graphs and bounded memory over ${shapes} shapes`, async () => {
    const use = async (width: number) => {
      const program = engine.compile(layer(width), { executor });
      await run(program, 5);
      expect(program.executor().name).toBe(executor);
      program.dispose();
    };
    const first = Math.floor(shapes * 0.8);
    for (let width = 1; width <= first; width++) await use(width);
    const before = megabytes();
    for (let width = first + 1; width <= shapes; width++) await use(width);
    expect(counted.graphs.now).toBeLessThanOrEqual(16);
    expect(counted.graphs.most).toBeLessThanOrEqual(18);
    // Once the kept graphs are replaced one by one, memory no longer grows with the number of shapes.
    expect(megabytes() - before).toBeLessThan(allowedMegabytes);
  });

  it('leaks nothing over 1,000 calls', async () => {
    const program = engine.compile(layer(7), { executor });
    onTestFinished(() => program.dispose());
    await run(program, 5);
    await program.read();
    const [tensors, inTensorflowJs] = [counted.tensors, tf.memory().numTensors];
    for (let call = 0; call < 1_000; call++) await run(program, 1 + (call % 9));
    await program.read();
    expect(counted.tensors).toBe(tensors);
    expect(tf.memory().numTensors).toBe(inTensorflowJs);
  });
});

it('feeds an XLA loop the same shapes for any number of steps, so that XLA does not compile again', async () => {
  const program = engine.compile(layer(11), { executor: 'xla' });
  onTestFinished(() => program.dispose());
  await program.prepare();
  counted.feeds.length = 0;
  for (const steps of [1, 7, 1_000, 1_300]) await run(program, steps);
  expect(program.executor().name).toBe('xla');
  // 1,300 steps are two calls.
  expect(counted.feeds).toHaveLength(5);
  expect(new Set(counted.feeds).size).toBe(1);
});
