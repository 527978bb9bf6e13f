/**
 * A TensorFlow graph as data: what a GraphDef holds
 * (tensorflow/core/framework/{graph,node_def,attr_value}.proto).
 */

/** TensorFlow's numbers of the types that steps use (tensorflow/core/framework/types.proto). */
export const dataTypes = { float32: 1, uint8: 4, int32: 3, bool: 10, resource: 20, variant: 21, uint32: 22, uint64: 23 } as const;
export type DataType = keyof typeof dataTypes;

/** Bytes of a tensor's values as TensorFlow lays them out, little-endian. */
export interface TensorValue {
  readonly type: number;
  readonly shape: readonly number[];
  /** Only the first value where `isUniform`. */
  readonly bytes: Uint8Array;
  /** All values are equal, and only the first is stored. Gradients of sums contain such tensors of ones. */
  readonly isUniform?: boolean;
}

export type Attribute =
  | { readonly kind: 'type'; readonly value: number }
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'shape' | 'ints' | 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'bools'; readonly value: readonly boolean[] }
  | { readonly kind: 'types'; readonly value: readonly number[] }
  | { readonly kind: 'shapes'; readonly value: readonly (readonly number[])[] }
  /** The name of a function of the graph. */
  | { readonly kind: 'function'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: TensorValue };

type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly name: string;
  /** TensorFlow's name of the operation, for example `MatMul`. */
  readonly op: string;
  /** `node` for a node's first output, `node:1` for its second, `^node` for a control input (order alone); those come last. */
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
}

/** The operation of a node that stands for a parameter of a function. */
export const parameterOp = 'Parameter';

/** A function that nodes of a graph call (tensorflow/core/framework/function.proto). */
export interface GraphFunction {
  readonly name: string;
  readonly parameters: readonly FunctionParameter[];
  /** Its nodes, among them one of `parameterOp` for each parameter. */
  readonly nodes: readonly GraphNode[];
  readonly results: readonly FunctionResult[];
  /** Nodes that run although no result depends on them. */
  readonly effects: readonly string[];
  /** Whether XLA must compile it, as `jit_compile=True` demands in Python. */
  readonly isCompiledByXla: boolean;
}
interface FunctionParameter {
  readonly name: string;
  readonly type: number;
}
interface FunctionResult {
  readonly type: number;
  /** Reference of the value. */
  readonly value: string;
}

export const type = (name: DataType): Attribute => ({ kind: 'type', value: dataTypes[name] });
export const shape = (value: readonly number[]): Attribute => ({ kind: 'shape', value });

/** The reference of a node's output. */
export const outputReference = (node: string, index: number): string => (index === 0 ? node : `${node}:${index}`);

/** The node that a reference points to: `add:1` → `add`, `^add` → `add`. */
export function nodeOf(reference: string): string {
  const start = reference.startsWith('^') ? 1 : 0;
  const colon = reference.indexOf(':');
  return reference.slice(start, colon === -1 ? undefined : colon);
}

export function constant(name: string, value: TensorValue): GraphNode {
  return { name, op: 'Const', inputs: [], attributes: { dtype: { kind: 'type', value: value.type }, value: { kind: 'tensor', value } } };
}

export function placeholder(name: string, dtype: DataType, dimensions: readonly number[]): GraphNode {
  return { name, op: 'Placeholder', inputs: [], attributes: { dtype: type(dtype), shape: shape(dimensions) } };
}

/** Integers, the type of operands that name an axis or a shape. */
export function intConstant(name: string, values: readonly number[], dimensions: readonly number[] = [values.length]): GraphNode {
  return constant(name, { type: dataTypes.int32, shape: dimensions, bytes: new Uint8Array(Int32Array.from(values).buffer) });
}

export function floatConstant(name: string, value: number): GraphNode {
  return constant(name, { type: dataTypes.float32, shape: [], bytes: new Uint8Array(Float32Array.of(value).buffer) });
}
