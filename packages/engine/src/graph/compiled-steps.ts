import { at, got, named } from '../checked.ts';
import type { Evaluation, Phase, Program, ResidentSamples, StateValues } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { batchShape } from '../program/batch-shape.ts';
import type { Steps } from '../program/steps.ts';
import { naming, withEngineErrors } from '../program/with-engine-errors.ts';
import { type EvaluationGraph, evaluationGraph } from './evaluation-graph.ts';
import type { NativeBackend, NativeOutput } from './native-backend.ts';
import { type EvaluationRecording, recordEvaluation } from './record-evaluation.ts';
import { recordStep, type StepRecording } from './record-step.ts';
import { createRecordingCache, type RecordingCache } from './recording-cache.ts';
import { createSamplesFeeds, type SamplesFeeds } from './samples-feeds.ts';
import type { Feed } from './session.ts';
import { createSessionPool, type PooledSession, type SessionPool } from './session-pool.ts';
import { stepGraph } from './step-graph.ts';

/**
 * Steps per run of the graph. By measurement (docs/adr/0005-steps-run-as-graphs.md) one call of the session costs as much as a step of a tiny
 * network. Four steps share this cost; more gain nothing and make the graph slower to load.
 */
const stepsAtOnce = 4;

/** The caches that all programs of a process share. */
export interface Compiler {
  readonly backend: NativeBackend;
  readonly pool: SessionPool;
  readonly samplesFeeds: SamplesFeeds;
  readonly steps: RecordingCache<StepRecording>;
  readonly evaluations: RecordingCache<EvaluationRecording>;
}

export function createCompiler(backend: NativeBackend): Compiler {
  const { binding } = backend;
  return {
    backend,
    pool: createSessionPool(binding),
    samplesFeeds: createSamplesFeeds(binding),
    steps: createRecordingCache(),
    evaluations: createRecordingCache(),
  };
}

/** A loaded graph that evaluates a fixed number of rows. */
interface LoadedEvaluation {
  readonly graph: EvaluationGraph;
  readonly session: PooledSession;
}

/**
 * Records the steps of a program and runs them as a TensorFlow graph, like `tf.function` in Python.
 *
 * @param activate makes the native backend the current one; another engine may have been used since
 */
export function createCompiledSteps(program: Program, compiler: Compiler, activate: () => void): Steps {
  const { backend, pool, samplesFeeds } = compiler;
  const { binding } = backend;
  const stateShapes = Object.entries(program.state).map(([name, { shape }]) => [name, shape] as const);
  const record = (phase: Phase): StepRecording => {
    const batches = Object.entries(phase.batches).map(([name, { samples, size }]) => [
      name,
      batchShape(named(program.samples, samples), size),
    ]);
    return compiler.steps.of(phase.step, [stateShapes, phase.inputs, batches], () => recordStep(backend, { ...program, phase }));
  };
  activate();
  const recordings = mapValues(program.phases, (phase, name) => naming(`Phase ${name}`, () => record(phase)));
  const graph = stepGraph(recordings, program, [1, stepsAtOnce]);
  const session = pool.take(graph.nodes);
  const evaluations = new Map<Evaluation, Map<string, LoadedEvaluation>>();

  function write(state: StateValues): void {
    const feeds = stateShapes.map(([name, shape], index): [string, Feed] => [
      at(graph.write.feeds, index),
      { type: 'float32', shape, values: named(state, name).values },
    ]);
    deleteAll(session.run(Object.fromEntries(feeds), [graph.write.fetch]));
  }

  /** Copies the values of results, which are float32, and deletes the results. */
  function take(outputs: readonly NativeOutput[]): readonly Float32Array[] {
    const values = outputs.map(({ id }) => Float32Array.from(binding.tensorDataSync(id)));
    deleteAll(outputs);
    return values;
  }
  function deleteAll(outputs: readonly NativeOutput[]): void {
    for (const { id } of outputs) binding.deleteTensor(id);
  }
  /** Fetches results, and takes their values by name. */
  function takeNamed(
    references: Readonly<Record<string, string>>,
    fetch: (fetches: readonly string[]) => readonly NativeOutput[],
  ): Readonly<Record<string, Float32Array>> {
    const values = take(fetch(Object.values(references)));
    return Object.fromEntries(Object.keys(references).map((name, index) => [name, at(values, index)]));
  }
  /** The state's values. An empty state needs no call, and TensorFlow rejects a run without fetches. */
  const readState = (): readonly NativeOutput[] => (graph.read.length === 0 ? [] : session.run({}, graph.read));

  function load(evaluation: Evaluation, samples: ResidentSamples, rows: number): LoadedEvaluation {
    const byShape = evaluations.get(evaluation) ?? new Map<string, LoadedEvaluation>();
    evaluations.set(evaluation, byShape);
    const key = `${batchShape(samples, rows)} of ${samples.count} ${samples.values.constructor.name}`;
    const known = byShape.get(key);
    if (known !== undefined) return known;
    activate();
    const shape = batchShape(samples, rows);
    const recording = compiler.evaluations.of(evaluation, [stateShapes, shape], () =>
      withEngineErrors(() => recordEvaluation(backend, evaluation, program.state, shape)),
    );
    const evaluating = evaluationGraph(recording, program.state, { samples, rows });
    const loaded = { graph: evaluating, session: pool.take(evaluating.nodes) };
    byShape.set(key, loaded);
    return loaded;
  }

  try {
    write(program.state);
  } catch (error) {
    session.release();
    throw error;
  }

  return {
    metrics: mapValues(recordings, ({ metrics }) => Object.keys(metrics)),
    atOnce: (left) => (left >= stepsAtOnce ? stepsAtOnce : 1),
    run(phase, steps, { rows, inputs }) {
      const { batches, inputs: shapes } = named(program.phases, phase);
      const run = got(named(graph.runs, phase), steps);
      const rowsFeeds = Object.entries(batches).map(([name, { size }]): [string, Feed] => [
        named(run.rows, name),
        { type: 'int32', shape: [steps, size], values: named(rows, name) },
      ]);
      const inputFeeds = Object.entries(shapes).map(([name, shape]): [string, Feed] => [
        named(run.inputs, name),
        { type: 'float32', shape: [steps, ...shape], values: named(inputs, name) },
      ]);
      const samplesInUse = [...new Set(Object.values(batches).map(({ samples }) => samples))].map(
        (name) => [named(program.samples, name), named(graph.samples, name)] as const,
      );
      const feeds = { ...samplesFeeds(samplesInUse), ...Object.fromEntries([...rowsFeeds, ...inputFeeds]) };
      return takeNamed(run.metrics, (fetches) => session.run(feeds, fetches));
    },
    evaluate(evaluation, samples, rows) {
      const { graph: evaluating, session: evaluatingSession } = load(evaluation, samples, rows.length);
      const state = readState();
      try {
        const stateFeeds = state.map(({ id }, index): [string, Feed] => [at(evaluating.state, index), { id }]);
        const rowsFeed: Feed = { type: 'int32', shape: [rows.length], values: rows };
        const feeds = {
          ...Object.fromEntries(stateFeeds),
          ...samplesFeeds([[samples, evaluating.samples]]),
          [evaluating.rows]: rowsFeed,
        };
        return takeNamed(evaluating.results, (fetches) => evaluatingSession.run(feeds, fetches));
      } finally {
        deleteAll(state);
      }
    },
    read() {
      const values = take(readState());
      return Object.fromEntries(
        stateShapes.map(([name, shape], index) => [name, { shape: Object.freeze([...shape]), values: at(values, index) }]),
      );
    },
    write,
    dispose() {
      session.release();
      for (const byShape of evaluations.values()) for (const loaded of byShape.values()) loaded.session.release();
    },
  };
}
