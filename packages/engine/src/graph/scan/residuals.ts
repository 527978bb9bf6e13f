import { got } from '../../checked.ts';
import { nodeOf, outputReference } from '../graph.ts';
import { type RecordedNode, type RecordedOutput, sourceOp } from '../recorded-node.ts';
import type { CellRecording } from './cell-recording.ts';
import type { Carried } from './loop-function.ts';

/** A cell with its gradient, divided into the nodes of the forward loop and those of the backward loop. */
export interface DividedCell {
  readonly forward: readonly RecordedNode[];
  /** They refer to residuals by their names. */
  readonly backward: readonly RecordedNode[];
  /** Values that the forward loop keeps for the backward loop, by their references in `forward`. */
  readonly residuals: ReadonlyMap<string, Carried>;
  /** The reference in `backward` of a gradient of the cell. */
  readonly resolve: (reference: string) => string;
}

export function divideCell(cell: CellRecording): DividedCell {
  const byName = new Map(cell.nodes.map((node) => [node.name, node]));
  const outputs = new Map<string, RecordedOutput>(
    cell.nodes.flatMap(({ name, outputs: own }) => own.map((output, index) => [outputReference(name, index), output] as const)),
  );
  const forward = ancestors(byName, [...cell.state, ...Object.values(cell.outputs).map(({ reference }) => reference)]);
  const gradients = cell.gradients === null ? [] : Object.values(cell.gradients).flat();
  const results = gradients.filter((reference) => reference !== null);
  const needed = ancestors(byName, results);
  const residuals = new Map<string, Carried>();
  /** Whether the backward loop has the value of a node without a residual. */
  const isAtHand = ({ name, op }: RecordedNode) =>
    op === sourceOp ? !name.startsWith('cell_state_') : op === 'Const' || !forward.has(name);
  const resolve = (reference: string): string => {
    if (isAtHand(got(byName, nodeOf(reference)))) return reference;
    const { type, shape } = got(outputs, reference);
    const residual = residuals.get(reference) ?? { name: `residual_${residuals.size}`, kind: 'list', type, shape };
    residuals.set(reference, residual);
    return residual.name;
  };
  const backward = cell.nodes
    .filter((node) => needed.has(node.name) && isAtHand(node))
    .map((node) => ({ ...node, inputs: node.inputs.map(resolve) }));
  results.forEach(resolve);
  return { forward: cell.nodes.filter(({ name }) => forward.has(name)), backward, residuals, resolve };
}

/** The names of the nodes that these references depend on. */
function ancestors(byName: ReadonlyMap<string, RecordedNode>, references: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = references.map(nodeOf);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...got(byName, name).inputs.map(nodeOf));
  }
  return found;
}
