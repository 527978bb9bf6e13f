import { engine, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { at, got } from '../checked.ts';
import type { StateValue, StateValues } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { type Attribute, constant, dataTypes, type GraphNode, outputReference } from './graph.ts';
import type { NativeAttribute, NativeBackend, NativeBinding, NativeOutput, NativeValues, TensorRecord } from './native-backend.ts';
import { createNodeNames } from './node-names.ts';

/** TensorFlow's number of the type, and the shape. */
export interface RecordedOutput {
  readonly type: number;
  readonly shape: readonly number[];
}

/** A node as it was executed, with the type and shape of each result. */
export interface RecordedNode extends GraphNode {
  readonly outputs: readonly RecordedOutput[];
}

/** The operation of a node for an external tensor, whose values may change between runs. */
export const sourceOp = 'Source';

/** The argument of the recorded work. */
export interface Recorder {
  /** The tensor of a source. */
  source(reference: string): Tensor;
  /** The reference of this tensor in the graph. */
  referenceOf(tensor: Tensor): string;
  /** Executes without recording. The results get the references that `name` returns, which no recorded node has. */
  unrecorded<Result>(work: () => Result, name: (result: Result) => Iterable<readonly [string, Tensor]>): Result;
}

/**
 * Type attributes that tfjs-node omits because eager mode infers them, but a graph requires: for each operation, the attribute
 * and the operand with its type. Only this kernel of tfjs-node 4.22 is affected.
 */
const inferredTypes: Readonly<Record<string, { readonly attribute: string; readonly operand: number }>> = {
  ExpandDims: { attribute: 'T', operand: 0 },
};

/** Operations that draw random numbers. In a graph their numbers would differ from those of an eager step and of a resumed run. */
const randomOps: ReadonlySet<string> = new Set([
  'Multinomial',
  'RandomStandardNormal',
  'RandomUniform',
  'RandomUniformInt',
  'TruncatedNormal',
]);

/**
 * Executes work once and records every kernel that TensorFlow.js passes to the native binding, with TensorFlow's names and
 * attributes. Tensors that the work creates from JavaScript values become constants.
 *
 * @param sources the tensors whose values may change between runs, by their reference in the graph
 * @throws EngineError STEP_INVALID where the work does something that a graph can't repeat
 */
export function record<Result>(
  backend: NativeBackend,
  sources: StateValues,
  work: (recorder: Recorder) => Result,
): { readonly nodes: readonly RecordedNode[]; readonly result: Result } {
  const nodes: RecordedNode[] = [];
  const names = createNodeNames();
  /** By the id of the tensor that TensorFlow holds. */
  const references = new Map<number, string>();
  /** Data of the tensors that were created during the recording. */
  const madeInside = new WeakSet<object>();
  const real = backend.binding;
  let paused = false;
  let refusal: EngineError | null = null;

  const refuse = (sentence: string): EngineError => {
    refusal ??= new EngineError('STEP_INVALID', sentence);
    return refusal;
  };

  const types = new Map<number, number>();
  const typeOf = (id: number): Attribute => ({ kind: 'type', value: got(types, id) });

  const add = (node: GraphNode, outputs: readonly NativeOutput[]): void => {
    const name = names.unique(node.name);
    nodes.push({ ...node, name, outputs: outputs.map(({ dtype, shape }) => ({ type: dtype, shape })) });
    outputs.forEach(({ id, dtype }, index) => {
      references.set(id, outputReference(name, index));
      types.set(id, dtype);
    });
  };

  const binding: Partial<NativeBinding> = {
    executeOp(op, attributes, inputIds, count) {
      const outputs = real.executeOp(op, attributes, inputIds, count);
      if (paused) return outputs;
      if (randomOps.has(op)) {
        throw refuse(
          `The step draws random numbers (${op}), which a compiled step could not repeat. Draw them outside and pass them as an input.`,
        );
      }
      const inputs = inputIds.map((id) => references.get(id) ?? missing(op, id));
      const inferred = inferredTypes[op];
      const inferredType = inferred === undefined ? {} : { [inferred.attribute]: typeOf(at(inputIds, inferred.operand)) };
      add({ name: `${op}_${nodes.length}`, op, inputs, attributes: { ...inferredType, ...readAttributes(attributes) } }, outputs);
      return outputs;
    },
    createTensor(shape, type, values) {
      const id = real.createTensor(shape, type, values);
      if (!paused) {
        if (!ArrayBuffer.isView(values)) throw refuse('The step makes a tensor of text, which a compiled step cannot hold. Use numbers.');
        const isUniform = values.length > 1 && values.every((value) => Object.is(value, values[0]));
        // Copied, because the caller may change the array.
        const bytes = new Uint8Array(values.slice(0, isUniform ? 1 : values.length).buffer);
        add(constant(`Const_${nodes.length}`, { type, shape, bytes, isUniform }), [{ id, dtype: type, shape: [...shape] }]);
      }
      return id;
    },
  };

  const idsOf = (tensors: readonly { readonly dataId: object }[]): number[] => {
    for (const { dataId } of tensors) {
      if (madeInside.has(dataId)) continue;
      throw refuse(
        'The step uses a tensor or variable that was made outside of it, whose values would be frozen. Make it a part of the state, or pass it as an input.',
      );
    }
    return getInputTensorIds.call(backend, tensors);
  };

  const read = (dataId: object): NativeValues => {
    const record = backend.tensorMap.get(dataId);
    if (record.values !== null && madeInside.has(dataId)) return record.values;
    throw refuse('The step reads values back (data, dataSync, array or print), which would freeze them. Compute with tensors only.');
  };

  const { getInputTensorIds } = backend;
  const { set } = backend.tensorMap;
  const restore = replace(
    [backend, 'binding', Object.create(real, Object.fromEntries(Object.entries(binding).map(([name, value]) => [name, { value }])))],
    [backend, 'getInputTensorIds', idsOf],
    [backend, 'readSync', read],
    // TensorFlow.js calls this for `data()`. The promise must not reject: the step may never await it.
    [backend, 'read', async (dataId: object) => attempt(() => read(dataId)) ?? new Float32Array()],
    [
      backend.tensorMap,
      'set',
      (dataId: object, value: TensorRecord) => {
        madeInside.add(dataId);
        set.call(backend.tensorMap, dataId, value);
      },
    ],
    [
      Math,
      'random',
      () => {
        throw refuse('The step draws random numbers from JavaScript, which would be frozen. Draw them outside and pass them as an input.');
      },
    ],
    [
      engine(),
      'makeVariable',
      () => {
        throw refuse('The step makes a variable. Make it a part of the state.');
      },
    ],
  );

  const addSource = (reference: string, { shape, values }: StateValue): Tensor => {
    const source = tensor(values, [...shape], 'float32');
    paused = true;
    const id = at(idsOf([source]), 0);
    paused = false;
    add({ name: reference, op: sourceOp, inputs: [], attributes: {} }, [{ id, dtype: dataTypes.float32, shape: source.shape }]);
    return source;
  };
  const referenceOf = (of: Tensor): string => {
    const id = at(idsOf([of]), 0);
    return references.get(id) ?? missing('the result', id);
  };
  const unrecorded: Recorder['unrecorded'] = (inner, name) => {
    paused = true;
    try {
      const results = inner();
      for (const [reference, result] of name(results)) {
        names.reserve(reference);
        references.set(at(idsOf([result]), 0), reference);
      }
      return results;
    } finally {
      paused = false;
    }
  };

  const results: Result[] = [];
  try {
    tidy(() => {
      const tensors = new Map(Object.entries(sources).map(([reference, value]) => [reference, addSource(reference, value)]));
      results.push(work({ source: (reference) => got(tensors, reference), referenceOf, unrecorded }));
    });
  } finally {
    restore();
  }
  if (refusal !== null) throw refusal;
  return { nodes, result: at(results, 0) };
}

function missing(op: string, id: number): never {
  throw new EngineError('STEP_INVALID', `The step passes to ${op} a tensor (${id}) that no recorded operation made.`);
}

function attempt<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch {
    // `read` stores the rejection, which is thrown after the work.
    return null;
  }
}

/** Replaces properties of objects. @returns a function that restores them */
function replace(...replacements: readonly (readonly [object, string, unknown])[]): () => void {
  const before = replacements.map(([target, name]) => Object.getOwnPropertyDescriptor(target, name));
  for (const [target, name, value] of replacements) Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => {
    replacements.forEach(([target, name], index) => {
      const descriptor = before[index];
      if (descriptor === undefined) Reflect.deleteProperty(target, name);
      else Object.defineProperty(target, name, descriptor);
    });
  };
}

/** TF_AttrType in tensorflow/c/c_api.h */
const attributeKinds = ['string', 'int', 'float', 'bool', 'type', 'shape'] as const;

function readAttributes(attributes: readonly NativeAttribute[]): Readonly<Record<string, Attribute>> {
  return Object.fromEntries(attributes.map(({ name, type, value }) => [name, readAttribute(name, attributeKinds[type], value)]));
}

function readAttribute(name: string, kind: (typeof attributeKinds)[number] | undefined, value: unknown): Attribute {
  const isList = Array.isArray(value);
  if (kind === 'string' && typeof value === 'string') return { kind, value };
  if (kind === 'shape' && isList) return { kind, value: value.map(Number) };
  if ((kind === 'int' || kind === 'float') && isList) return { kind: kind === 'int' ? 'ints' : 'floats', value: value.map(Number) };
  if ((kind === 'int' || kind === 'float' || kind === 'type') && typeof value === 'number') return { kind, value };
  if (kind === 'bool' && isList) return { kind: 'bools', value: value.map(Boolean) };
  if (kind === 'bool' && typeof value === 'boolean') return { kind, value };
  throw new EngineError('STEP_INVALID', `The step uses an operation whose attribute ${name} can't be recorded: ${String(value)}.`);
}
