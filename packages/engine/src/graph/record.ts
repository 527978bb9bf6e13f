import { engine, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { at, got } from '../checked.ts';
import type { StateValue, StateValues } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { withScan } from '../scan/scan.ts';
import { sizeOf } from '../shapes.ts';
import { type Attribute, constant, dataTypes, type GraphNode, outputReference } from './graph.ts';
import { readAttributes } from './native-attributes.ts';
import type { NativeBackend, NativeBinding, NativeOutput, NativeValues, TensorRecord } from './native-backend.ts';
import { createNodeNames, type NodeNames } from './node-names.ts';
import { type RecordedNode, sourceOp } from './recorded-node.ts';
import type { Recorder } from './recorder.ts';
import { scanRecorder } from './scan/scan-recorder.ts';

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
  /** What is recorded now: the work, or a part of it on its own. */
  let scope: Scope = createScope();
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
    const name = scope.names.unique(node.name);
    scope.nodes.push({ ...node, name, outputs: outputs.map(({ dtype, shape }) => ({ type: dtype, shape })) });
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
      add({ name: `${op}_${scope.nodes.length}`, op, inputs, attributes: { ...inferredType, ...readAttributes(attributes) } }, outputs);
      return outputs;
    },
    createTensor(shape, type, values) {
      const id = real.createTensor(shape, type, values);
      if (!paused) {
        if (!ArrayBuffer.isView(values)) throw refuse('The step makes a tensor of text, which a compiled step cannot hold. Use numbers.');
        const isUniform = values.length > 1 && values.every((value) => Object.is(value, values[0]));
        // Copied, because the caller may change the array.
        const bytes = new Uint8Array(values.slice(0, isUniform ? 1 : values.length).buffer);
        add(constant(`Const_${scope.nodes.length}`, { type, shape, bytes, isUniform }), [{ id, dtype: type, shape: [...shape] }]);
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
        scope.names.reserve(reference);
        const id = at(idsOf([result]), 0);
        references.set(id, reference);
        types.set(id, dataTypes.float32);
      }
      return results;
    } finally {
      paused = false;
    }
  };

  const nested: Recorder['nested'] = (inner) => {
    const outer = scope;
    scope = createScope();
    try {
      const result = inner({
        referenceOf,
        source: (reference, shape) => addSource(reference, { shape, values: new Float32Array(sizeOf(shape)) }),
      });
      return { nodes: finish(scope), result };
    } finally {
      scope = outer;
    }
  };
  const recorder: Recorder = {
    source: (reference) => got(tensors, reference),
    referenceOf,
    unrecorded,
    nested,
    defer: (work) => void scope.deferred.push({ at: scope.nodes.length, work }),
    uniqueName: (wanted) => scope.names.unique(wanted),
  };
  const tensors = new Map<string, Tensor>();

  const whole = scope;
  const results: Result[] = [];
  try {
    tidy(() => {
      for (const [reference, value] of Object.entries(sources)) tensors.set(reference, addSource(reference, value));
      results.push(withScan(scanRecorder(recorder), () => work(recorder)));
    });
  } finally {
    restore();
  }
  if (refusal !== null) throw refusal;
  return { nodes: finish(whole), result: at(results, 0) };
}

/** Nodes that are being recorded. */
interface Scope {
  readonly nodes: RecordedNode[];
  readonly names: NodeNames;
  /** Nodes to insert before the node `at`. */
  readonly deferred: { readonly at: number; readonly work: () => readonly RecordedNode[] }[];
}

const createScope = (): Scope => ({ nodes: [], names: createNodeNames(), deferred: [] });

function finish({ nodes, deferred }: Scope): readonly RecordedNode[] {
  const all = [...nodes];
  for (const { at: position, work } of deferred.toReversed()) all.splice(position, 0, ...work());
  return all;
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
