import { at, named } from '../checked.ts';
import type { Evaluation, Program, ResidentSamples } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { batchShape } from '../program/batch-shape.ts';
import type { Steps } from '../program/steps.ts';
import { withEngineErrors } from '../program/with-engine-errors.ts';
import type { Compiler } from './compiler.ts';
import { type EvaluationGraph, evaluationGraph } from './evaluation-graph.ts';
import type { NativeOutput } from './native-backend.ts';
import { type EvaluationShapes, recordEvaluation } from './record-evaluation.ts';
import type { Feed } from './session.ts';
import type { PooledSession } from './session-pool.ts';
import { deleteOutputs, takeNamed } from './take-outputs.ts';

/** The evaluations of a program, each loaded as a graph for a fixed number of rows. */
export interface LoadedEvaluations {
  /** @param readState reads the values of the state's entries, which are deleted afterwards */
  evaluate(readState: () => readonly NativeOutput[], ...given: Parameters<Steps['evaluate']>): ReturnType<Steps['evaluate']>;
  release(): void;
}

interface LoadedEvaluation {
  readonly graph: EvaluationGraph;
  readonly session: PooledSession;
}

export function createLoadedEvaluations({ state }: Program, compiler: Compiler): LoadedEvaluations {
  const { backend, pool, samplesFeeds, activate } = compiler;
  const stateShapes = Object.entries(state).map(([name, { shape }]) => [name, shape] as const);
  const loaded = new Map<Evaluation, Map<string, LoadedEvaluation>>();

  function load(evaluation: Evaluation, samples: ResidentSamples, rows: number, inputs: EvaluationShapes['inputs']): LoadedEvaluation {
    const byShape = loaded.get(evaluation) ?? new Map<string, LoadedEvaluation>();
    loaded.set(evaluation, byShape);
    const shapes: EvaluationShapes = { batch: batchShape(samples, rows), inputs };
    const key = JSON.stringify([shapes, samples.count, samples.values.constructor.name]);
    const known = byShape.get(key);
    if (known !== undefined) return known;
    activate();
    const recording = compiler.evaluations.of(evaluation, [stateShapes, shapes], () =>
      withEngineErrors(() => recordEvaluation(backend, evaluation, state, shapes)),
    );
    const graph = evaluationGraph(recording, state, { samples, rows, inputs });
    const added = { graph, session: pool.take(graph) };
    byShape.set(key, added);
    return added;
  }

  return {
    evaluate(readState, evaluation, samples, rows, inputs) {
      const shapes = mapValues(inputs, ({ shape }) => [rows.length, ...shape]);
      const { graph, session } = load(evaluation, samples, rows.length, shapes);
      const current = readState();
      try {
        const stateFeeds = current.map(({ id }, index): [string, Feed] => [at(graph.state, index), { id }]);
        const rowsFeed: Feed = { type: 'int32', shape: [rows.length], values: rows };
        const inputFeeds = Object.entries(inputs).map(([name, { values }]): [string, Feed] => [
          named(graph.inputs, name),
          { type: 'float32', shape: named(shapes, name), values },
        ]);
        const feeds = {
          ...Object.fromEntries([...stateFeeds, ...inputFeeds]),
          ...samplesFeeds([[samples, graph.samples]]),
          [graph.rows]: rowsFeed,
        };
        return takeNamed(backend.binding, graph.results, (fetches) => session.run(feeds, fetches));
      } finally {
        deleteOutputs(backend.binding, current);
      }
    },
    release() {
      for (const byShape of loaded.values()) for (const { session } of byShape.values()) session.release();
    },
  };
}
