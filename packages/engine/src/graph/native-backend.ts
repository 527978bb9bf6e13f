import { backend } from '@tensorflow/tfjs-core';
import { z } from 'zod';

/** An attribute in the form in which tfjs-node passes it to the binding. */
export interface NativeAttribute {
  readonly name: string;
  /** TensorFlow's number of the attribute's kind (TF_AttrType in c_api.h). */
  readonly type: number;
  readonly value: unknown;
}

/** The binding's description of an operation's output. */
export interface NativeOutput {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

export type NativeValues = Float32Array | Int32Array | Uint8Array;

/** The part of tfjs-node's binding that compiled steps use (binding/tfjs_binding.cc). Ids name tensors that TensorFlow holds. */
export interface NativeBinding {
  executeOp(name: string, attributes: readonly NativeAttribute[], inputIds: readonly number[], outputs: number): NativeOutput[];
  createTensor(shape: readonly number[], type: number, values: NativeValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): NativeValues;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(session: number, inputIds: readonly number[], inputNames: string, outputNames: string): NativeOutput[];
}

/** tfjs-node's record of a tensor. Values that no operation has used yet have no id. */
export interface TensorRecord {
  id: number;
  readonly values: NativeValues | null;
}

/** The internals of tfjs-node's backend that recording uses (dist/nodejs_kernel_backend.js). */
export interface NativeBackend {
  binding: NativeBinding;
  readonly tensorMap: { get(dataId: object): TensorRecord; set(dataId: object, record: TensorRecord): void };
  getInputTensorIds(tensors: readonly { readonly dataId: object }[]): number[];
  readSync(dataId: object): NativeValues;
}

const method = z.custom<(...arguments_: never[]) => unknown>((value) => typeof value === 'function', 'a function');
const shape = z.looseObject({
  binding: z.looseObject({
    executeOp: method,
    createTensor: method,
    deleteTensor: method,
    tensorDataSync: method,
    loadSavedModel: method,
    deleteSavedModel: method,
    runSavedModel: method,
  }),
  tensorMap: z.looseObject({ get: method, set: method }),
  getInputTensorIds: method,
  readSync: method,
});

/** The backend that tfjs-node has registered. @throws ZodError where its internals differ, as in another version */
export function nativeBackend(): NativeBackend {
  const registered: unknown = backend();
  shape.parse(registered);
  return registered as NativeBackend;
}
