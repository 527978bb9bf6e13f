import { got } from '../checked.ts';
import { nodeOf } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { type RecordedNode, sourceOp } from './record.ts';

/** Translates a reference of the recording into one of the graph. */
export type Translate = (reference: string) => string;

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
    if (op !== sourceOp) copies.set(name, graph.add({ name, op, inputs: inputs.map(translate), attributes }));
  }
  return translate;
}
