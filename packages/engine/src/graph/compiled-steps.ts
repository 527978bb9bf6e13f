import { at, named } from '../checked.ts';
import type { ExecutorUse, GraphExecutor, Phase, Program, StateValues } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { messageOf } from '../message-of.ts';
import { batchShape } from '../program/batch-shape.ts';
import type { StepFeeds, Steps } from '../program/steps.ts';
import { naming } from '../program/with-engine-errors.ts';
import type { Compiler } from './compiler.ts';
import { createLoadedEvaluations } from './loaded-evaluations.ts';
import type { NativeOutput } from './native-backend.ts';
import { recordStep, type StepRecording } from './record-step.ts';
import type { Feed } from './session.ts';
import { stepGraph } from './step-graph.ts';
import type { StepsGraph } from './steps-graph.ts';
import { deleteOutputs, takeNamed, takeOutputs } from './take-outputs.ts';
import { loopGraph } from './xla/loop-graph.ts';
import { whyNotXla } from './xla/why-not.ts';

/**
 * Records the steps of a program and runs them as a TensorFlow graph, like `tf.function` in Python.
 *
 * @param executor what runs the graph. `xla` falls back to `session` where it can't run these steps
 */
export function createCompiledSteps(program: Program, compiler: Compiler, executor: GraphExecutor): Steps {
  const { backend, pool, samplesFeeds } = compiler;
  const { binding } = backend;
  const stateShapes = Object.entries(program.state).map(([name, { shape }]) => [name, shape] as const);
  const record = (phase: Phase): StepRecording => {
    const batches = Object.entries(phase.batches).map(([name, { samples, size }]) => [
      name,
      batchShape(named(program.samples, samples), size),
    ]);
    const draws = Object.entries(phase.draws ?? {}).map(([name, { shape }]) => [name, shape]);
    return compiler.steps.of(phase.step, [stateShapes, phase.inputs, draws, batches], () => recordStep(backend, { ...program, phase }));
  };
  compiler.activate();
  const recordings = mapValues(program.phases, (phase, name) => naming(`Phase ${name}`, () => record(phase)));
  const evaluations = createLoadedEvaluations(program, compiler);

  /** Loads a graph and sets its state. */
  function open(graph: StepsGraph, use: ExecutorUse, start: StateValues): Steps {
    const session = pool.take(graph);
    let isPrepared = use.name === 'session' || session.isReused;

    function write(state: StateValues): void {
      const feeds = stateShapes.map(([name, shape], index): [string, Feed] => [
        at(graph.state.write.feeds, index),
        { type: 'float32', shape, values: named(state, name).values },
      ]);
      deleteOutputs(binding, session.run(Object.fromEntries(feeds), [graph.state.write.fetch]));
    }
    /** The state's values. An empty state needs no call, and TensorFlow rejects a run without fetches. */
    const readState = (): readonly NativeOutput[] => (graph.state.read.length === 0 ? [] : session.run({}, graph.state.read));

    const steps: Steps = {
      executor: use,
      isPrepared: () => isPrepared,
      prepare() {
        if (isPrepared) return steps;
        try {
          for (const [name, phase] of Object.entries(program.phases)) steps.run(name, 0, noFeeds(phase));
        } catch (error) {
          const state = steps.read();
          session.close();
          return openSession(messageOf(error), state);
        }
        isPrepared = true;
        return steps;
      },
      metrics: mapValues(recordings, ({ metrics }) => Object.keys(metrics)),
      atOnce: graph.atOnce,
      run(phase, count, given) {
        const call = graph.call(phase, count, given);
        const inUse = [...new Set(Object.values(named(program.phases, phase).batches).map(({ samples }) => samples))].map(
          (name) => [named(program.samples, name), named(graph.samples, name)] as const,
        );
        const feeds = { ...samplesFeeds(inUse), ...call.feeds };
        return mapValues(
          takeNamed(binding, call.metrics, (fetches) => session.run(feeds, fetches)),
          (values) => values.subarray(0, count),
        );
      },
      evaluate: (...given) => evaluations.evaluate(readState, ...given),
      read() {
        const values = takeOutputs(binding, readState());
        return Object.fromEntries(
          stateShapes.map(([name, shape], index) => [name, { shape: Object.freeze([...shape]), values: at(values, index) }]),
        );
      },
      write,
      dispose() {
        // Without a successful first call, the session may hold a program that XLA refuses.
        if (isPrepared) session.release();
        else session.close();
        evaluations.release();
      },
    };
    try {
      write(start);
    } catch (error) {
      session.close();
      throw error;
    }
    return steps;
  }

  const openSession = (reason: string | null, start = program.state): Steps =>
    open(stepGraph(recordings, program), { name: 'session', reason }, start);

  if (executor === 'session') return openSession(null);
  const reason = whyNotXla(recordings);
  if (reason !== null) return openSession(reason);
  try {
    return open(loopGraph(recordings, program), { name: 'xla', reason: null }, program.state);
  } catch (error) {
    return openSession(messageOf(error));
  }
}

/** Feeds of no steps. */
const noFeeds = ({ batches, inputs }: Phase): StepFeeds => ({
  rows: mapValues(batches, () => new Int32Array()),
  inputs: mapValues(inputs, () => new Float32Array()),
  randomness: null,
});
