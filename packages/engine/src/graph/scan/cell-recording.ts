import type { Tensor } from '@tensorflow/tfjs-core';
import { customGrad, engine, scalar } from '@tensorflow/tfjs-core';
import { at, named } from '../../checked.ts';
import type { TensorMap } from '../../engine.ts';
import { EngineError } from '../../errors.ts';
import { mapValues } from '../../map-values.ts';
import { type Cell, checkCellState, type ScanArguments } from '../../scan/scan.ts';
import { nodeOf } from '../graph.ts';
import { type RecordedNode, sourceOp } from '../recorded-node.ts';
import type { Recorder } from '../recorder.ts';
import { rewriteNodes } from '../rewrites/rewrite-nodes.ts';
import { isSupported } from '../xla/operations.ts';

const kinds = ['weights', 'inputs', 'state'] as const;
type Kind = (typeof kinds)[number];

/** References of the sources of a cell, and of the gradients that reach it. */
export const cellSource = (kind: Kind, index: number): string => `cell_${kind}_${index}`;
export const gradientSource = (kind: 'state' | 'outputs', index: number): string => `gradient_${kind}_${index}`;

export interface CellRecording {
  readonly nodes: readonly RecordedNode[];
  /** References of the next state, in the order of the names. */
  readonly state: readonly string[];
  /** By name. */
  readonly outputs: Readonly<Record<string, { readonly reference: string; readonly shape: readonly number[] }>>;
  /** References of the gradients with respect to the sources. Null where the cell does not depend on one. */
  readonly gradients: Readonly<Record<Kind, readonly (string | null)[]>> | null;
}

/**
 * Records one step of a cell.
 *
 * @param given tensors of the scan: their values have no influence
 * @param outputShapes of the cell's outputs, if its gradient is recorded, too; otherwise null
 * @throws EngineError STEP_INVALID where the cell can't be compiled
 */
export function recordCell(
  recorder: Recorder,
  cell: Cell,
  given: ScanArguments,
  outputShapes: readonly (readonly number[])[] | null,
): CellRecording {
  const shapesOf = (tensors: TensorMap, skipped = 0) => Object.values(tensors).map(({ shape }) => shape.slice(skipped));
  const shapes = { weights: shapesOf(given.weights), inputs: shapesOf(given.inputs, 1), state: shapesOf(given.initial) };
  const names = { weights: Object.keys(given.weights), inputs: Object.keys(given.inputs), state: Object.keys(given.initial) };
  const { nodes: recorded, result } = recorder.nested(({ source, referenceOf }) => {
    const sourcesOf = (kind: Kind) => shapes[kind].map((shape, index) => source(cellSource(kind, index), shape));
    const sources = { weights: sourcesOf('weights'), inputs: sourcesOf('inputs'), state: sourcesOf('state') };
    const tensorsOf = (kind: Kind): TensorMap => Object.fromEntries(names[kind].map((name, index) => [name, at(sources[kind], index)]));
    const step = () => {
      const stepped = cell({ state: tensorsOf('state'), inputs: tensorsOf('inputs'), weights: tensorsOf('weights') });
      checkCellState(given.initial, stepped.state);
      return { state: names.state.map((name) => named(stepped.state, name)), outputs: stepped.outputs };
    };
    const describe = ({ state, outputs }: ReturnType<typeof step>) => ({
      state: state.map(referenceOf),
      outputs: mapValues(outputs, (output) => ({ reference: referenceOf(output), shape: requireFloat(output).shape })),
    });
    if (outputShapes === null) return { ...describe(step()), gradients: null };
    const stateGradients = shapes.state.map((shape, index) => source(gradientSource('state', index), shape));
    const outputGradients = outputShapes.map((shape, index) => source(gradientSource('outputs', index), shape));
    const steps: ReturnType<typeof describe>[] = [];
    const found = gradientsOf(
      kinds.flatMap((kind) => sources[kind]),
      [...stateGradients, ...outputGradients],
      () => {
        const stepped = step();
        steps.push(describe(stepped));
        return [...stepped.state, ...Object.values(stepped.outputs)];
      },
    );
    const references = found.map((gradient) => (gradient === null ? null : referenceOf(gradient)));
    const [weights, inputs] = [shapes.weights.length, shapes.inputs.length];
    const gradients = {
      weights: references.slice(0, weights),
      inputs: references.slice(weights, weights + inputs),
      state: references.slice(weights + inputs),
    };
    return { ...at(steps, 0), gradients };
  });
  refuseOutside(recorded);
  const { nodes, resolve } = rewriteNodes(recorded);
  refuseUnsupported(nodes);
  const resolved = (references: readonly (string | null)[]) => references.map((one) => (one === null ? null : resolve(one)));
  const { gradients } = result;
  return {
    nodes,
    state: result.state.map(resolve),
    outputs: mapValues(result.outputs, ({ reference, shape }) => ({ reference: resolve(reference), shape })),
    gradients:
      gradients === null
        ? null
        : { weights: resolved(gradients.weights), inputs: resolved(gradients.inputs), state: resolved(gradients.state) },
  };
}

function requireFloat(output: Tensor): Tensor {
  if (output.dtype === 'float32') return output;
  throw new EngineError('STEP_INVALID', `The cell of a scan put out ${output.dtype}; it must put out float32.`);
}

/**
 * The vector-Jacobian product of a function: the gradients of its results, propagated to `xs`; null for those that no result depends on.
 *
 * Another gradient may be propagated at this moment. TensorFlow.js then holds a tape, which a nested gradient would discard.
 */
function gradientsOf(xs: Tensor[], gradients: readonly Tensor[], work: () => readonly Tensor[]): readonly (Tensor | null)[] {
  const { state } = engine();
  const tape = state.activeTape;
  try {
    // A scalar whose gradient with respect to each result is the given one: a sum of products would add operations.
    const joined = customGrad(() => ({ value: scalar(0), gradFunc: () => [...gradients] }));
    const { grads } = engine().gradients(() => joined(...work()), xs, undefined, true);
    return grads.map((gradient) => gradient ?? null);
  } finally {
    state.activeTape = tape;
  }
}

function refuseOutside(nodes: readonly RecordedNode[]): void {
  const own = new Set(nodes.map(({ name }) => name));
  const outside = nodes.find(({ inputs }) => inputs.some((input) => !own.has(nodeOf(input))));
  if (outside === undefined) return;
  throw new EngineError(
    'STEP_INVALID',
    `The cell of a scan uses a tensor from outside (in ${outside.op}), whose gradient would be lost. Pass it in \`weights\`.`,
  );
}

function refuseUnsupported(nodes: readonly RecordedNode[]): void {
  const unknown = nodes.find(({ op }) => op !== sourceOp && !isSupported(op));
  if (unknown === undefined) return;
  throw new EngineError('STEP_INVALID', `The cell of a scan uses ${unknown.op}, which a compiled scan does not support.`);
}
