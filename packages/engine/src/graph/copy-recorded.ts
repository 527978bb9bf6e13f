import { got } from '../checked.ts';
import { type Attribute, nodeOf } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { type RecordedNode, sourceOp } from './recorded-node.ts';

/** Translates a reference of the recording into one of the graph. */
export type Translate = (reference: string) => string;

/**
 * TensorFlow's graph optimizer marks sums and products that it has reordered (arithmetic_optimizer.cc), and skips marked ones. All are marked
 * here, because the order would otherwise depend on the nodes around: a run of one step and a run of four would have different bits.
 */
export const keepOrder: Readonly<Record<string, Attribute>> = {
  _grappler_ArithmeticOptimizer_AddOpsRewriteStage: { kind: 'bool', value: true },
  _grappler_ArithmeticOptimizer_MinimizeBroadcasts: { kind: 'bool', value: true },
};
const associative: ReadonlySet<string> = new Set(['Add', 'AddV2', 'AddN', 'Mul']);

/**
 * Copies recorded nodes into a graph.
 *
 * @param sources the graph's reference for each source of the recording
 */
export function copyRecorded(graph: GraphBuilder, recorded: readonly RecordedNode[], sources: ReadonlyMap<string, string>): Translate {
  const copies = new Map(sources);
  const translate: Translate = (reference) => {
    const original = nodeOf(reference);
    return got(copies, original) + reference.slice(original.length);
  };
  for (const { name, op, inputs, attributes } of recorded) {
    if (op === sourceOp) continue;
    const tags = associative.has(op) ? keepOrder : {};
    copies.set(name, graph.add({ name, op, inputs: inputs.map(translate), attributes: { ...attributes, ...tags } }));
  }
  return translate;
}
