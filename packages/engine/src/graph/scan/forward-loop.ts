import { at } from '../../checked.ts';
import { copyRecorded } from '../copy-recorded.ts';
import { outputReference } from '../graph.ts';
import { functionsOf, type RecordedNode } from '../recorded-node.ts';
import { type CarriedArguments, floatList } from './carried.ts';
import { type CellRecording, cellSource } from './cell-recording.ts';
import { type Carried, loopNodes, stackNodes, step } from './loop-function.ts';
import { type DividedCell, divideCell } from './residuals.ts';

/** The reference of the state after the last step. @param name of the loop's node */
export const finalReference = (name: string, { weights, inputs }: CarriedArguments, index: number): string =>
  outputReference(name, 1 + weights.length + inputs.length + index);
/** The reference of an output of all steps, `[steps, ...]`. */
export const stackedReference = (name: string, index: number): string => `${name}_outputs_${index}`;
/** The reference of the list of a residual. */
export const residualReference = (name: string, { weights, inputs, state }: CarriedArguments, cell: CellRecording, index: number): string =>
  outputReference(name, 1 + weights.length + inputs.length + state.length + Object.keys(cell.outputs).length + index);

/** The nodes of the loop that applies a cell. Where the cell was recorded with its gradient, the loop keeps the residuals. */
export function forwardLoop(
  name: string,
  { cell, carried: { steps, weights, inputs, state } }: { readonly cell: CellRecording; readonly carried: CarriedArguments },
  references: readonly string[],
): readonly RecordedNode[] {
  const { forward, residuals }: DividedCell = divideCell(cell);
  const outputs = Object.values(cell.outputs).map(({ shape }, index) => floatList(`outputs_${index}`, shape));
  const given = [...weights, ...inputs, ...state];
  const carried: readonly Carried[] = [step, ...given, ...outputs, ...residuals.values()];
  const loop = loopNodes(
    name,
    {
      carried,
      end: steps,
      body({ graph, row, set }) {
        const sources = new Map([
          ...weights.map((one, index) => [cellSource('weights', index), one.name] as const),
          ...inputs.map((one, index) => [cellSource('inputs', index), row(one)] as const),
          ...state.map((one, index) => [cellSource('state', index), one.name] as const),
        ]);
        const translate = copyRecorded(graph, forward, sources);
        const written = Object.values(cell.outputs).map(({ reference }, index) => {
          const list = at(outputs, index);
          return [list.name, set(list, translate(reference))] as const;
        });
        const kept = [...residuals].map(([reference, list]) => [list.name, set(list, translate(reference))] as const);
        const next = cell.state.map((reference, index) => [at(state, index).name, translate(reference)] as const);
        return Object.fromEntries([...next, ...written, ...kept]);
      },
    },
    { steps, initial: Object.fromEntries(given.map((one, index) => [one.name, at(references, index)])), called: functionsOf(cell.nodes) },
  );
  const first = 1 + given.length;
  const stacks = outputs.flatMap((list, index) =>
    stackNodes(stackedReference(name, index), outputReference(name, first + index), list, steps),
  );
  return [...loop, ...stacks];
}
