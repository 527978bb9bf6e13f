import { createHash } from 'node:crypto';
import { named } from '../../checked.ts';
import { sizeOf } from '../../shapes.ts';
import { type Attribute, constant, dataTypes, type GraphFunction, intConstant, parameterOp } from '../graph.ts';
import { createGraphBuilder, type GraphBuilder } from '../graph-builder.ts';
import type { RecordedNode } from '../recorded-node.ts';

/** A value that a loop carries. Lists hold one tensor per step. */
export interface Carried {
  readonly name: string;
  readonly kind: 'value' | 'list';
  /** TensorFlow's number of the type of the value, or of the tensors of the list. */
  readonly type: number;
  readonly shape: readonly number[];
}

const typeOf = (type: number): Attribute => ({ kind: 'type', value: type });
const int32 = typeOf(dataTypes.int32);
const carriedType = ({ kind, type }: Carried): number => (kind === 'list' ? dataTypes.variant : type);

export const step: Carried = { name: 'step', kind: 'value', type: dataTypes.int32, shape: [] };

/** Adds nodes to the body of a loop. */
interface Body {
  readonly graph: GraphBuilder;
  /** The row of the current step of a value `[steps, ...]`. */
  row(of: Carried): string;
  /** The tensor of the current step in a list. */
  item(of: Carried): string;
  /** The list with the tensor of the current step set. */
  set(list: Carried, value: string): string;
}

interface LoopOf {
  readonly carried: readonly Carried[];
  /** Where the loop ends: at this step, which is not run. −1 for a loop that runs backwards. */
  readonly end: number;
  /** Adds one step, and returns the next value of each carried one except `step`, by name. Those that are left out stay. */
  readonly body: (body: Body) => Readonly<Record<string, string>>;
}

/** The two functions of a While node over the steps of a scan. Equal loops have equal names. */
function loopFunctions(loop: LoopOf): { readonly functions: readonly GraphFunction[]; readonly attributes: RecordedNode['attributes'] } {
  const [body, condition] = [bodyOf(loop), conditionOf(loop)];
  const name = `scan_${createHash('sha256')
    .update(JSON.stringify([body, condition], withBytes))
    .digest('hex')
    .slice(0, 16)}`;
  return {
    functions: [
      { ...body, name: `${name}_body` },
      { ...condition, name: `${name}_condition` },
    ],
    attributes: {
      T: { kind: 'types', value: loop.carried.map(carriedType) },
      cond: { kind: 'function', value: `${name}_condition` },
      body: { kind: 'function', value: `${name}_body` },
      output_shapes: { kind: 'shapes', value: loop.carried.map(({ kind, shape }) => (kind === 'list' ? [] : shape)) },
      parallel_iterations: { kind: 'int', value: 1 },
    },
  };
}

const withBytes = (_: string, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value);

function bodyOf({ carried, end, body }: LoopOf): GraphFunction {
  const graph = withParameters(carried);
  const next = body({
    graph,
    row(of) {
      const axis = graph.add(intConstant('axis', [0], []));
      const attributes = { Tparams: typeOf(of.type), Tindices: int32, Taxis: int32 };
      return graph.add({ name: `${of.name}_row`, op: 'GatherV2', inputs: [of.name, step.name, axis], attributes });
    },
    item({ name, type, shape }) {
      const dimensions = graph.add(intConstant('item_shape', shape));
      return graph.add({
        name: `${name}_item`,
        op: 'TensorListGetItem',
        inputs: [name, step.name, dimensions],
        attributes: { element_dtype: typeOf(type) },
      });
    },
    set: ({ name, type }, value) =>
      graph.add({
        name: `${name}_set`,
        op: 'TensorListSetItem',
        inputs: [name, step.name, value],
        attributes: { element_dtype: typeOf(type) },
      }),
  });
  const one = graph.add(intConstant('one', [end < 0 ? -1 : 1], []));
  const following = graph.add({ name: 'following', op: 'AddV2', inputs: [step.name, one], attributes: { T: int32 } });
  const values: Readonly<Record<string, string>> = { ...next, [step.name]: following };
  return functionOf(
    carried,
    graph,
    carried.map((one) => ({ type: carriedType(one), value: values[one.name] ?? one.name })),
  );
}

function conditionOf({ carried, end }: LoopOf): GraphFunction {
  const graph = withParameters(carried);
  const limit = graph.add(intConstant('end', [end], []));
  const more = graph.add({ name: 'more', op: 'NotEqual', inputs: [step.name, limit], attributes: { T: int32 } });
  return functionOf(carried, graph, [{ type: dataTypes.bool, value: more }]);
}

function functionOf(carried: readonly Carried[], graph: GraphBuilder, results: GraphFunction['results']): GraphFunction {
  const parameters = carried.map((one) => ({ name: one.name, type: carriedType(one) }));
  return { name: '', parameters, nodes: graph.nodes, results, effects: [], isCompiledByXla: false };
}

function withParameters(carried: readonly Carried[]): GraphBuilder {
  const graph = createGraphBuilder();
  for (const { name } of carried) graph.add({ name, op: parameterOp, inputs: [], attributes: {} });
  return graph;
}

/**
 * The nodes that run a loop, with one While node named `name`.
 *
 * @param initial references by the names of the carried values. Lists without one begin empty
 * @param called functions that the body calls
 */
export function loopNodes(
  name: string,
  loop: LoopOf,
  {
    steps,
    initial,
    called,
  }: { readonly steps: number; readonly initial: Readonly<Record<string, string>>; readonly called: readonly GraphFunction[] },
): readonly RecordedNode[] {
  const { functions, attributes } = loopFunctions(loop);
  const start: RecordedNode = {
    ...intConstant(`${name}_start`, [loop.end < 0 ? steps - 1 : 0], []),
    outputs: [{ type: dataTypes.int32, shape: [] }],
  };
  const references: Record<string, string> = { ...initial, [step.name]: start.name };
  const lists = loop.carried.flatMap((carried): readonly RecordedNode[] => {
    if (carried.kind === 'value' || Object.hasOwn(initial, carried.name)) return [];
    const [shape, count] = [
      intConstant(`${name}_${carried.name}_shape`, carried.shape),
      intConstant(`${name}_${carried.name}_count`, [steps], []),
    ];
    references[carried.name] = `${name}_${carried.name}`;
    return [
      { ...shape, outputs: [{ type: dataTypes.int32, shape: [carried.shape.length] }] },
      { ...count, outputs: [{ type: dataTypes.int32, shape: [] }] },
      {
        name: `${name}_${carried.name}`,
        op: 'TensorListReserve',
        inputs: [shape.name, count.name],
        attributes: { element_dtype: typeOf(carried.type), shape_type: int32 },
        outputs: [{ type: dataTypes.variant, shape: [] }],
      },
    ];
  });
  const loopNode: RecordedNode = {
    name,
    op: 'While',
    inputs: loop.carried.map((carried) => named(references, carried.name)),
    attributes,
    functions: [...called, ...functions],
    outputs: loop.carried.map((carried) => ({ type: carriedType(carried), shape: carried.kind === 'list' ? [] : carried.shape })),
  };
  return [start, ...lists, loopNode];
}

/** The tensors of a list as one, `[steps, ...]`. */
export function stackNodes(name: string, list: string, { type, shape }: Carried, steps: number): readonly RecordedNode[] {
  const dimensions = intConstant(`${name}_shape`, shape);
  return [
    { ...dimensions, outputs: [{ type: dataTypes.int32, shape: [shape.length] }] },
    {
      name,
      op: 'TensorListStack',
      inputs: [list, dimensions.name],
      attributes: { element_dtype: typeOf(type), num_elements: { kind: 'int', value: steps } },
      outputs: [{ type, shape: [steps, ...shape] }],
    },
  ];
}

/** A constant of zeros. */
export function zerosNode(name: string, shape: readonly number[]): RecordedNode {
  const value = { type: dataTypes.float32, shape, bytes: new Uint8Array(4), isUniform: sizeOf(shape) > 1 };
  return { ...constant(name, value), outputs: [{ type: dataTypes.float32, shape }] };
}
