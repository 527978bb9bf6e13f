import { at } from '../checked.ts';
import type { Evaluation, StateValues } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { checkEvaluation } from '../program/checks.ts';
import { sizeOf } from '../shapes.ts';
import { otherValues, refuseDifferentRecordings, sameValues } from './compare-recordings.ts';
import { stateReference } from './fused-updates.ts';
import type { NativeBackend } from './native-backend.ts';
import { record } from './record.ts';
import type { RecordedNode } from './recorded-node.ts';
import { rewriteNodes } from './rewrites/rewrite-nodes.ts';

/** The recorded nodes of an evaluation of the state, a batch and the inputs of its rows. */
export interface EvaluationRecording {
  readonly nodes: readonly RecordedNode[];
  /** References of the results, `[rows, ...]` each, by name. */
  readonly results: Readonly<Record<string, string>>;
}

export const evaluatedBatch = 'batch';
export const rowInputReference = (name: string): string => `input_${name}`;

/** The shapes of what an evaluation receives beside the state: `[rows, ...shape]` each. */
export interface EvaluationShapes {
  readonly batch: readonly number[];
  readonly inputs: Readonly<Record<string, readonly number[]>>;
}

/** @throws EngineError STEP_INVALID where the evaluation can't be compiled */
export function recordEvaluation(
  backend: NativeBackend,
  evaluation: Evaluation,
  state: StateValues,
  shapes: EvaluationShapes,
): EvaluationRecording {
  const sources = (change: typeof sameValues): StateValues => ({
    ...Object.fromEntries(
      Object.values(state).map(({ shape, values }, index) => [stateReference(index), { shape, values: change(values) }]),
    ),
    [evaluatedBatch]: { shape: shapes.batch, values: change(new Float32Array(sizeOf(shapes.batch))) },
    ...Object.fromEntries(
      Object.entries(shapes.inputs).map(([name, shape]) => [
        rowInputReference(name),
        { shape, values: change(new Float32Array(sizeOf(shape))) },
      ]),
    ),
  });
  const recordOnce = (change: typeof sameValues) =>
    record(backend, sources(change), ({ source, referenceOf }) => {
      const tensors = Object.fromEntries(Object.keys(state).map((name, index) => [name, source(stateReference(index))]));
      const inputs = mapValues(shapes.inputs, (_, name) => source(rowInputReference(name)));
      const results = evaluation(tensors, source(evaluatedBatch), inputs);
      checkEvaluation(results, at(shapes.batch, 0));
      return mapValues(results, referenceOf);
    });
  const recorded = recordOnce(sameValues);
  refuseDifferentRecordings('The evaluation', recorded, recordOnce(otherValues));
  const { nodes, resolve } = rewriteNodes(recorded.nodes);
  return { nodes, results: mapValues(recorded.result, resolve) };
}
