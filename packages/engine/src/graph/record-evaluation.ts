import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Evaluation, StateValues } from '../engine.ts';
import { checkEvaluation } from '../program/checks.ts';
import { otherValues, refuseDifferentRecordings, sameValues } from './compare-recordings.ts';
import { stateReference } from './fused-updates.ts';
import type { NativeBackend } from './native-backend.ts';
import { type RecordedNode, record } from './record.ts';
import { batchReference } from './record-step.ts';
import { rewriteNodes } from './rewrites/rewrite-nodes.ts';

/** The recorded nodes of an evaluation of the state and a batch. */
export interface EvaluationRecording {
  readonly nodes: readonly RecordedNode[];
  /** Reference of the result, `[rows, ...]`. */
  readonly result: string;
}

/** @param batchShape `[rows, size]` @throws EngineError STEP_INVALID where the evaluation can't be compiled */
export function recordEvaluation(
  backend: NativeBackend,
  evaluation: Evaluation,
  state: StateValues,
  batchShape: readonly [number, number],
): EvaluationRecording {
  const sources = (change: typeof sameValues): StateValues => ({
    ...Object.fromEntries(
      Object.values(state).map(({ shape, values }, index) => [stateReference(index), { shape, values: change(values) }]),
    ),
    [batchReference]: { shape: batchShape, values: change(new Float32Array(batchShape[0] * batchShape[1])) },
  });
  const recordOnce = (change: typeof sameValues) =>
    record(backend, sources(change), ({ source, referenceOf }) => {
      const tensors = Object.fromEntries(Object.keys(state).map((name, index) => [name, source(stateReference(index))]));
      const result = evaluation(tensors, source(batchReference) as Tensor2D);
      checkEvaluation(result, batchShape[0]);
      return referenceOf(result);
    });
  const recorded = recordOnce(sameValues);
  refuseDifferentRecordings('The evaluation', recorded, recordOnce(otherValues));
  const { nodes, resolve } = rewriteNodes(recorded.nodes);
  return { nodes, result: resolve(recorded.result) };
}
