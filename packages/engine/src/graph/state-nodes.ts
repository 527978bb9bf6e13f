import { at } from '../checked.ts';
import type { StateValues } from '../engine.ts';
import { intConstant, placeholder, shape as shapeAttribute, type } from './graph.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** The nodes of the state's resource variables, in the order of the state. */
export interface StateNodes {
  /** The variables. */
  readonly handles: readonly string[];
  /** Each variable's value. */
  readonly read: readonly string[];
  /** Sets every variable to the fed values. */
  readonly write: { readonly feeds: readonly string[]; readonly fetch: string };
}

const float = { T: type('float32') };
const dtype = { dtype: type('float32') };

export function addState(graph: GraphBuilder, state: StateValues): StateNodes {
  const shapes = Object.values(state).map(({ shape }) => shape);
  const variables = shapes.map((shape, index) => addVariable(graph, index, shape));
  const handles = variables.map(({ handle }) => handle);
  return { handles, read: variables.map(({ value }) => value), write: addWrites(graph, handles, shapes) };
}

/** @param inputs the variable, the value, and control inputs */
export function assign(graph: GraphBuilder, name: string, inputs: readonly string[]): string {
  return graph.add({ name, op: 'AssignVariableOp', inputs, attributes: dtype });
}

function addVariable(graph: GraphBuilder, index: number, shape: readonly number[]): { readonly handle: string; readonly value: string } {
  const name = `state_${index}`;
  const handle = graph.add({
    name,
    op: 'VarHandleOp',
    inputs: [],
    attributes: { ...dtype, shape: shapeAttribute(shape), shared_name: { kind: 'string', value: name } },
  });
  return { handle, value: graph.add({ name: `${name}_value`, op: 'ReadVariableOp', inputs: [handle], attributes: dtype }) };
}

/** Copies the values, because TensorFlow would otherwise train in the caller's array. */
function addWrites(graph: GraphBuilder, handles: readonly string[], shapes: readonly (readonly number[])[]): StateNodes['write'] {
  const writes = shapes.map((shape, index) => {
    const feed = graph.add(placeholder(`new_state_${index}`, 'float32', shape));
    const copy = graph.add({ name: `write_${index}_copy`, op: 'DeepCopy', inputs: [feed], attributes: float });
    return { feed, done: assign(graph, `write_${index}`, [at(handles, index), copy]) };
  });
  const value = graph.add(intConstant('written_value', [1], []));
  const fetch = graph.add({
    name: 'written',
    op: 'Identity',
    inputs: [value, ...writes.map(({ done }) => `^${done}`)],
    attributes: { T: type('int32') },
  });
  return { feeds: writes.map(({ feed }) => feed), fetch };
}
