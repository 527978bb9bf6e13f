import { at, got } from '../../checked.ts';
import { sizeOf } from '../../shapes.ts';
import { copyRecorded, keepOrder } from '../copy-recorded.ts';
import { constant, dataTypes, outputReference, type } from '../graph.ts';
import { functionsOf, type RecordedNode, sourceOp } from '../recorded-node.ts';
import { type CarriedArguments, floatList, floatValue } from './carried.ts';
import { type CellRecording, cellSource, gradientSource } from './cell-recording.ts';
import { residualReference } from './forward-loop.ts';
import { type Carried, loopNodes, stackNodes, step, zerosNode } from './loop-function.ts';
import { divideCell } from './residuals.ts';

interface BackwardOf {
  /** The cell, recorded with its gradient. */
  readonly cell: CellRecording;
  readonly carried: CarriedArguments;
  /** Name of the forward loop's node. */
  readonly forward: string;
  /** References of weights, inputs and initial state. */
  readonly references: readonly string[];
  /** References of the gradients of the final state and of the stacked outputs. Null where nothing depends on one. */
  readonly gradients: readonly (string | null)[];
}

/** The nodes of the loop that propagates gradients from the last step to the first, and the references of the gradients of the scan's arguments. */
export function backwardLoop(
  name: string,
  { cell, carried: { steps, weights, inputs, state, ...rest }, forward, references, gradients }: BackwardOf,
): { readonly nodes: readonly RecordedNode[]; readonly results: readonly string[] } {
  const given = { steps, weights, inputs, state, ...rest };
  const { backward, residuals, resolve } = divideCell(cell);
  const own = cell.gradients;
  if (own === null) throw new RangeError('A backward loop needs the gradient of its cell.');
  const outputShapes = Object.values(cell.outputs).map(({ shape }) => shape);
  const stateGradients = state.map(({ shape }, index) => floatValue(gradientSource('state', index), shape));
  const outputGradients = outputShapes.map((shape, index) => floatValue(gradientSource('outputs', index), [steps, ...shape]));
  const weightGradients = weights.map(({ shape }, index) => floatValue(`gradient_weights_${index}`, shape));
  const inputGradients = inputs.map(({ shape }, index) => floatList(`gradient_inputs_${index}`, shape.slice(1)));
  const carried: readonly Carried[] = [
    ...[step, ...weights, ...inputs, ...residuals.values()],
    ...[...outputGradients, ...stateGradients, ...weightGradients, ...inputGradients],
  ];

  const constants: RecordedNode[] = [];
  const zeros = (of: Carried) => {
    const node = zerosNode(`${name}_${of.name}_zeros`, of.shape);
    constants.push(node);
    return node.name;
  };
  const initial = Object.fromEntries([
    ...[...weights, ...inputs].map((one, index) => [one.name, at(references, index)] as const),
    ...[...residuals.values()].map((one, index) => [one.name, residualReference(forward, given, cell, index)] as const),
    ...stateGradients.map((one, index) => [one.name, at(gradients, index) ?? zeros(one)] as const),
    ...outputGradients.map((one, index) => [one.name, at(gradients, state.length + index) ?? zeros(one)] as const),
    ...weightGradients.map((one) => [one.name, zeros(one)] as const),
  ]);

  const loop = loopNodes(
    name,
    {
      carried,
      end: -1,
      body({ graph, row, item, set }) {
        const values = new Map<string, () => string>([
          ...weights.map((one, index) => [cellSource('weights', index), () => one.name] as const),
          ...inputs.map((one, index) => [cellSource('inputs', index), () => row(one)] as const),
          ...stateGradients.map((one) => [one.name, () => one.name] as const),
          ...outputGradients.map((one) => [one.name, () => row(one)] as const),
          ...[...residuals.values()].map((one) => [one.name, () => item(one)] as const),
        ]);
        const results = Object.values(own).flatMap((of) => of.flatMap((one) => (one === null ? [] : [resolve(one)])));
        const used = new Set([...backward.flatMap((node) => node.inputs), ...results].filter((reference) => values.has(reference)));
        const sources = new Map([...used].map((reference) => [reference, got(values, reference)()]));
        const translate = copyRecorded(
          graph,
          backward.filter(({ op }) => op !== sourceOp),
          sources,
        );
        const translated = (reference: string | null, { shape }: Carried) => {
          if (reference !== null) return translate(resolve(reference));
          const zero = { type: dataTypes.float32, shape, bytes: new Uint8Array(4), isUniform: sizeOf(shape) > 1 };
          return graph.add(constant('zeros', zero));
        };
        const added = (one: Carried, gradient: string | null) =>
          gradient === null
            ? one.name
            : graph.add({
                name: 'sum',
                op: 'AddV2',
                inputs: [one.name, translate(resolve(gradient))],
                attributes: { T: type('float32'), ...keepOrder },
              });
        return Object.fromEntries([
          ...stateGradients.map((one, index) => [one.name, translated(at(own.state, index), one)] as const),
          ...weightGradients.map((one, index) => [one.name, added(one, at(own.weights, index))] as const),
          ...inputGradients.map((one, index) => [one.name, set(one, translated(at(own.inputs, index), one))] as const),
        ]);
      },
    },
    { steps, initial, called: functionsOf(cell.nodes) },
  );
  const positionOf = (one: Carried) => outputReference(name, carried.indexOf(one));
  const stacks = inputGradients.flatMap((list, index) => stackNodes(`${name}_inputs_${index}`, positionOf(list), list, steps));
  return {
    nodes: [...constants, ...loop, ...stacks],
    results: [
      ...weightGradients.map(positionOf),
      ...inputs.map((_, index) => `${name}_inputs_${index}`),
      ...stateGradients.map(positionOf),
    ],
  };
}
