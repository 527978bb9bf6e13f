import type { ResidentSamples, StateValues } from '../engine.ts';
import { mapValues } from '../map-values.ts';
import { copyRecorded } from './copy-recorded.ts';
import { stateReference } from './fused-updates.ts';
import { type GraphFunction, type GraphNode, placeholder, type } from './graph.ts';
import { createGraphBuilder } from './graph-builder.ts';
import { type EvaluationRecording, type EvaluationShapes, evaluatedBatch, rowInputReference } from './record-evaluation.ts';
import { functionsOf } from './recorded-node.ts';
import { addGather, addSamples, type SamplesNodes } from './samples-nodes.ts';
import { lowerLoops } from './scan/lower-loops.ts';

/** A graph that gathers rows of samples and evaluates them with a state that is fed. */
export interface EvaluationGraph {
  readonly nodes: readonly GraphNode[];
  readonly functions: readonly GraphFunction[];
  readonly samples: SamplesNodes;
  /** Placeholders of the state's entries. */
  readonly state: readonly string[];
  /** Placeholder of the rows' numbers. */
  readonly rows: string;
  /** Placeholders of the rows' inputs, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** By name. */
  readonly results: Readonly<Record<string, string>>;
}

export function evaluationGraph(
  recorded: EvaluationRecording,
  state: StateValues,
  given: { readonly samples: ResidentSamples; readonly rows: number; readonly inputs: EvaluationShapes['inputs'] },
): EvaluationGraph {
  const graph = createGraphBuilder();
  const feeds = Object.values(state).map(({ shape }, index) => graph.add(placeholder(stateReference(index), 'float32', shape)));
  const samples = addSamples(graph, 'samples', given.samples);
  const rows = graph.add(placeholder('rows', 'int32', [given.rows]));
  const batch = addGather(graph, given.samples, { nodes: samples, rows, count: given.rows, name: evaluatedBatch });
  const inputs = mapValues(given.inputs, (shape, name) => graph.add(placeholder(rowInputReference(name), 'float32', shape)));
  const sources = new Map([
    ...feeds.map((feed, index) => [stateReference(index), feed] as const),
    ...Object.entries(inputs).map(([name, input]) => [rowInputReference(name), input] as const),
    [evaluatedBatch, batch],
  ]);
  const translate = copyRecorded(graph, recorded.nodes, sources);
  const results = mapValues(recorded.results, (result) =>
    graph.add({ name: 'result', op: 'Identity', inputs: [translate(result)], attributes: { T: type('float32') } }),
  );
  return { nodes: lowerLoops(graph.nodes), functions: functionsOf(recorded.nodes), samples, state: feeds, rows, inputs, results };
}
