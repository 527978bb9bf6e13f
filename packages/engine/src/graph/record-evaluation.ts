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

/** The recorded nodes of an evaluation of the state and a batch. */
export interface EvaluationRecording {
  readonly nodes: readonly RecordedNode[];
  /** References of the results, `[rows, ...]` each, by name. */
  readonly results: Readonly<Record<string, string>>;
}

export const evaluatedBatch = 'batch';

/** @param batchShape `[rows, ...sample shape]` @throws EngineError STEP_INVALID where the evaluation can't be compiled */
export function recordEvaluation(
  backend: NativeBackend,
  evaluation: Evaluation,
  state: StateValues,
  batchShape: readonly number[],
): EvaluationRecording {
  const sources = (change: typeof sameValues): StateValues => ({
    ...Object.fromEntries(
      Object.values(state).map(({ shape, values }, index) => [stateReference(index), { shape, values: change(values) }]),
    ),
    [evaluatedBatch]: { shape: batchShape, values: change(new Float32Array(sizeOf(batchShape))) },
  });
  const recordOnce = (change: typeof sameValues) =>
    record(backend, sources(change), ({ source, referenceOf }) => {
      const tensors = Object.fromEntries(Object.keys(state).map((name, index) => [name, source(stateReference(index))]));
      const results = evaluation(tensors, source(evaluatedBatch));
      checkEvaluation(results, at(batchShape, 0));
      return mapValues(results, referenceOf);
    });
  const recorded = recordOnce(sameValues);
  refuseDifferentRecordings('The evaluation', recorded, recordOnce(otherValues));
  const { nodes, resolve } = rewriteNodes(recorded.nodes);
  return { nodes, results: mapValues(recorded.result, resolve) };
}
