import type { ResidentSamples, StateValues } from '../engine.ts';
import { copyRecorded } from './copy-recorded.ts';
import { stateReference } from './fused-updates.ts';
import { type GraphNode, placeholder, type } from './graph.ts';
import { createGraphBuilder } from './graph-builder.ts';
import type { EvaluationRecording } from './record-evaluation.ts';
import { batchReference } from './record-step.ts';
import { addGather, addSamples, type SamplesNodes } from './samples-nodes.ts';

/** A graph that gathers rows of samples and evaluates them with a state that is fed. */
export interface EvaluationGraph {
  readonly nodes: readonly GraphNode[];
  readonly samples: SamplesNodes;
  /** Placeholders of the state's entries. */
  readonly state: readonly string[];
  /** Placeholder of the rows' numbers. */
  readonly rows: string;
  readonly result: string;
}

export function evaluationGraph(
  recorded: EvaluationRecording,
  state: StateValues,
  given: { readonly samples: ResidentSamples; readonly rows: number },
): EvaluationGraph {
  const graph = createGraphBuilder();
  const feeds = Object.values(state).map(({ shape }, index) => graph.add(placeholder(stateReference(index), 'float32', shape)));
  const samples = addSamples(graph, given.samples);
  const rows = graph.add(placeholder('rows', 'int32', [given.rows]));
  const batch = addGather(graph, given.samples, { nodes: samples, rows, name: batchReference });
  const sources = new Map([...feeds.map((feed, index) => [stateReference(index), feed] as const), [batchReference, batch]]);
  const translate = copyRecorded(graph, recorded.nodes, sources);
  const result = graph.add({
    name: 'result',
    op: 'Identity',
    inputs: [translate(recorded.result)],
    attributes: { T: type('float32') },
  });
  return { nodes: graph.nodes, samples, state: feeds, rows, result };
}
