import type { CompiledProgram, Engine, GraphExecutor, Program, Step } from '@hourglass/engine';
import { at, named } from '@hourglass/engine/checked';
import { createOptimizer, type TrainingData, train } from '@hourglass/model';
import * as tf from '@tensorflow/tfjs-core';
import { benchNetwork, initialValues, withoutFamily } from './networks.ts';
import { configOf, sampleShapeOf, seed, type Task } from './task.ts';

/** Steps of ours. Each call continues where the previous one ended. */
export interface OwnSteps {
  /** Runs at least `steps` steps. `cost` is that of the step `steps`. */
  run(steps: number): Promise<{ readonly steps: number; readonly seconds: number; readonly cost: number }>;
  end(): Promise<void>;
}

type Samples = TrainingData['train'];
export interface OwnTask {
  readonly task: Task;
  readonly samples: Samples;
  /** Rows of all steps of an epoch. */
  readonly order: Int32Array;
}

export function ownSteps(engine: Engine, executor: GraphExecutor, given: OwnTask): OwnSteps {
  const config = configOf(given.task);
  return config === null ? programSteps(engine, executor, given) : trainedSteps(engine, executor, given);
}

/** Trained as a worker trains: consumes the events of `train`, and times only the waits for costs of steps. */
function trainedSteps(engine: Engine, executor: GraphExecutor, { task, samples }: OwnTask): OwnSteps {
  const config = configOf(task);
  if (config === null) throw new RangeError('a network without a family is no run');
  // The evaluation after an epoch is not timed. One sample keeps it short.
  const one = { ...samples, count: 1, values: samples.values.subarray(0, samples.size) };
  const data = { sampleShape: sampleShapeOf(task, samples.size), train: samples, validation: one, test: one, probes: new Int32Array() };
  const events = train(config, data, { engine, seed, executor, now: () => performance.now() });
  return {
    async run(steps) {
      let [seconds, done, cost] = [0, 0, Number.NaN];
      while (done < steps) {
        const started = performance.now();
        const { value } = await events.next();
        if (value?.kind === 'executor') requireExecutor(value.executor.name, executor, value.executor.reason);
        if (value?.kind !== 'steps') continue;
        // What training minimises: the cost where a model has no other terms.
        const costs = value.metrics.objective ?? named(value.metrics, 'cost');
        seconds += (performance.now() - started) / 1000;
        const last = steps - 1 - done;
        if (last < costs.length) cost = at(costs, last) * task.batchSize;
        done += costs.length;
      }
      return { steps: done, seconds, cost };
    },
    end: async () => void (await events.return()),
  };
}

/** A network without a family yet: a program of the engine. */
function programSteps(engine: Engine, executor: GraphExecutor, { task, samples, order }: OwnTask): OwnSteps {
  const program = engine.compile(programOf(task, samples), { executor });
  let done = 0;
  const epoch = order.length / task.batchSize;
  return {
    async run(steps) {
      await program.prepare();
      requireExecutor(program.executor().name, executor, program.executor().reason);
      const x = new Int32Array(steps * task.batchSize);
      for (let step = 0; step < steps; step++) {
        const from = ((done + step) % epoch) * task.batchSize;
        x.set(order.subarray(from, from + task.batchSize), step * task.batchSize);
      }
      done += steps;
      const started = performance.now();
      const cost = at(await costsOf(program, x, { steps, learningRate: task.learningRate }), steps - 1);
      return { steps, seconds: (performance.now() - started) / 1000, cost };
    },
    end: async () => program.dispose(),
  };
}

async function costsOf(
  program: CompiledProgram,
  x: Int32Array,
  given: { readonly steps: number; readonly learningRate: number },
): Promise<Float32Array> {
  const { steps, learningRate } = given;
  const inputs = { learningRate: new Float32Array(steps).fill(learningRate) };
  const { train: metrics } = await program.run([{ phase: 'train', steps }], { train: { rows: { x }, inputs } });
  return named(metrics ?? {}, 'cost');
}

function programOf({ network, batchSize }: Task, samples: Samples): Program {
  const own = benchNetwork(withoutFamily(network));
  const names = Object.keys(own.shapes);
  const optimizer = createOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
  const initial = initialValues(own, seed);
  const slots = tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(initial).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));
    const made = Object.entries(optimizer.init(tensors));
    return Object.fromEntries(
      made.map(([name, tensor]) => [`adam/${name}`, { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) }]),
    );
  });
  const step: Step = ({ state, batches, inputs, optimize }) => {
    const parameters = Object.fromEntries(names.map((name) => [name, named(state, name)]));
    const costOf = (...tensors: tf.Tensor[]) =>
      own.cost(Object.fromEntries(names.map((name, index) => [name, at(tensors, index)])), named(batches, 'x') as tf.Tensor2D);
    const { value, grads } = tf.valueAndGrads(costOf)(Object.values(parameters));
    const updated = optimize(optimizer, {
      parameters,
      gradients: Object.fromEntries(names.map((name, index) => [name, at(grads, index)])),
      slots: Object.fromEntries(Object.keys(slots).map((name) => [name.slice('adam/'.length), named(state, name)])),
      learningRate: named(inputs, 'learningRate') as tf.Scalar,
    });
    const nextSlots = Object.fromEntries(Object.entries(updated.slots).map(([name, slot]) => [`adam/${name}`, slot]));
    return { metrics: { cost: value as tf.Scalar }, state: { ...updated.parameters, ...nextSlots } };
  };
  return {
    state: { ...initial, ...slots },
    samples: { train: samples },
    phases: { train: { batches: { x: { samples: 'train', size: batchSize } }, inputs: { learningRate: [] }, step } },
    evaluationRows: 1,
  };
}

/** Another executor would be measured under a wrong name. */
function requireExecutor(used: string, wanted: GraphExecutor, reason: string | null): void {
  if (used === wanted || used === 'eager') return;
  throw new Error(`${wanted} does not run this step: ${reason ?? used}`);
}
