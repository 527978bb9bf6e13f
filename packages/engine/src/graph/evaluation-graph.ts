import type { ResidentSamples, StateValues } from '../engine.ts';
import { stateReference } from './fused-updates.ts';
import { type GraphNode, placeholder, type } from './graph.ts';
import { bodyNodes } from './record.ts';
import type { EvaluationRecording } from './record-evaluation.ts';
import { batchReference } from './record-step.ts';
import { gatherNodes, samplesNodes } from './samples-nodes.ts';

export const evaluationFeeds = { rows: 'rows', state: stateReference } as const;
export const evaluationFetch = 'result';

/** A graph that gathers rows of samples and evaluates them with a state that is fed. */
export function evaluationGraph(
  recorded: EvaluationRecording,
  state: StateValues,
  samples: ResidentSamples,
  rows: number,
): readonly GraphNode[] {
  const feeds = Object.values(state).map(({ shape }, index) => placeholder(evaluationFeeds.state(index), 'float32', shape));
  return [
    ...feeds,
    ...samplesNodes(samples),
    placeholder(evaluationFeeds.rows, 'int32', [rows]),
    ...gatherNodes(samples, evaluationFeeds.rows, batchReference),
    ...bodyNodes(recorded.nodes, (name) => name),
    { name: evaluationFetch, op: 'Identity', inputs: [recorded.result], attributes: { T: type('float32') } },
  ];
}
