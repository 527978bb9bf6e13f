import type { Evaluation, Program, ResidentSamples, StateValues } from '../engine.ts';
import { operate } from '../program/operate.ts';
import type { Steps } from '../program/steps.ts';
import { evaluationFeeds, evaluationFetch, evaluationGraph } from './evaluation-graph.ts';
import { createKeptRecordings, type KeptRecordings } from './kept-recordings.ts';
import type { NativeBackend, NativeOutput } from './native-backend.ts';
import { type EvaluationRecording, recordEvaluation } from './record-evaluation.ts';
import { recordStep, type StepRecording } from './record-step.ts';
import { createSamplesFeeds, type SamplesFeeds } from './samples-feeds.ts';
import { createSessionPool, type PooledSession, type SessionPool } from './session-pool.ts';
import { stepFeeds, stepFetches, stepGraph } from './step-graph.ts';

/**
 * Steps in one run of the graph. Measured (docs/adr/0005-steps-run-as-graphs.md): one call of the session costs as much as a step of a tiny
 * network, four share it, more gain nothing and make the graph slower to load.
 */
const stepsAtOnce = 4;

/** What the programs of one process share. */
export interface Compiler {
  readonly backend: NativeBackend;
  readonly pool: SessionPool;
  readonly samplesFeeds: SamplesFeeds;
  readonly steps: KeptRecordings<StepRecording>;
  readonly evaluations: KeptRecordings<EvaluationRecording>;
}

export function createCompiler(backend: NativeBackend): Compiler {
  const { binding } = backend;
  return {
    backend,
    pool: createSessionPool(binding),
    samplesFeeds: createSamplesFeeds(binding),
    steps: createKeptRecordings(),
    evaluations: createKeptRecordings(),
  };
}

/**
 * Records a step and runs it as a TensorFlow graph: what `tf.function` is in Python.
 *
 * @param activate makes the native backend the current one; another engine may have been used since
 */
export function createCompiledSteps(program: Program, compiler: Compiler, activate: () => void): Steps {
  const { backend, pool, samplesFeeds } = compiler;
  const { binding } = backend;
  const stateShapes = Object.entries(program.state).map(([name, { shape }]) => [name, shape]);
  const signature = [stateShapes, program.inputs, program.batchSize, program.samples.size];
  activate();
  const recorded = compiler.steps.of(program.step, signature, () => operate(() => recordStep(backend, program)));
  const session = pool.take(stepGraph(recorded, program, [1, stepsAtOnce]));
  const evaluations = new Map<Evaluation, Map<string, PooledSession>>();
  const entries = Object.entries(program.state);
  const stateFetches = entries.map((_, index) => stepFetches.state(index));

  function write(state: StateValues): void {
    const feeds = entries.map(([name, { shape }], index) => {
      const values = state[name]?.values ?? new Float32Array();
      return [stepFeeds.newState(index), { type: 'float32', shape, values }] as const;
    });
    forget(session.run(Object.fromEntries(feeds), [stepFetches.written]));
  }

  /** Reads what a run gave, and lets TensorFlow free it. */
  function take(outputs: readonly NativeOutput[]): readonly Float32Array[] {
    // The type of every fetch that is read is float32; the copy is of the caller's own.
    const values = outputs.map(({ id }) => Float32Array.from(binding.tensorDataSync(id)));
    forget(outputs);
    return values;
  }
  function forget(outputs: readonly NativeOutput[]): void {
    for (const { id } of outputs) binding.deleteTensor(id);
  }

  function evaluationSession(evaluation: Evaluation, samples: ResidentSamples, rows: number): PooledSession {
    const byShape = evaluations.get(evaluation) ?? new Map<string, PooledSession>();
    evaluations.set(evaluation, byShape);
    const key = `${rows} of ${samples.count} x ${samples.size} ${samples.values.constructor.name}`;
    const known = byShape.get(key);
    if (known !== undefined) return known;
    activate();
    const batchShape = [rows, samples.size] as const;
    const recording = compiler.evaluations.of(evaluation, [stateShapes, batchShape], () =>
      operate(() => recordEvaluation(backend, evaluation, program.state, batchShape)),
    );
    const opened = pool.take(evaluationGraph(recording, program.state, samples, rows));
    byShape.set(key, opened);
    return opened;
  }

  try {
    write(program.state);
  } catch (error) {
    session.release();
    throw error;
  }

  return {
    atOnce: stepsAtOnce,
    run(rows, inputs) {
      const steps = rows.length / program.batchSize;
      const inputFeeds = Object.entries(program.inputs).map(([name, shape], index) => {
        const values = inputs[name] ?? new Float32Array();
        return [stepFeeds.input(index, steps), { type: 'float32', shape: [steps, ...shape], values }] as const;
      });
      const feeds = {
        ...samplesFeeds(program.samples),
        [stepFeeds.rows(steps)]: { type: 'int32', shape: [steps, program.batchSize], values: rows } as const,
        ...Object.fromEntries(inputFeeds),
      };
      const [costs = new Float32Array()] = take(session.run(feeds, [stepFetches.costs(steps)]));
      return costs;
    },
    evaluate(evaluation, samples, rows) {
      const evaluating = evaluationSession(evaluation, samples, rows.length);
      const state = session.run({}, stateFetches);
      try {
        const stateFeeds = Object.fromEntries(state.map(({ id }, index) => [evaluationFeeds.state(index), { id }]));
        const rowsFeed = { [evaluationFeeds.rows]: { type: 'int32', shape: [rows.length], values: rows } as const };
        const [result = new Float32Array()] = take(
          evaluating.run({ ...stateFeeds, ...samplesFeeds(samples), ...rowsFeed }, [evaluationFetch]),
        );
        return result;
      } finally {
        forget(state);
      }
    },
    read() {
      const values = take(session.run({}, stateFetches));
      return Object.fromEntries(
        entries.map(([name, { shape }], index) => [
          name,
          { shape: Object.freeze([...shape]), values: values[index] ?? new Float32Array() },
        ]),
      );
    },
    write,
    dispose() {
      session.release();
      for (const byShape of evaluations.values()) for (const one of byShape.values()) one.release();
    },
  };
}
