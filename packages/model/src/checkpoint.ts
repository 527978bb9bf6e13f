import type { StateValue, StateValues } from '@hourglass/engine/contract';
import { messageOf, sizeOfShape } from '@hourglass/presentation';
import { z } from 'zod';
import { ModelError } from './errors.ts';

/** Everything that training needs to continue with the same bits as without an interruption. */
export interface Checkpoint {
  /** Steps done since the start. */
  readonly step: number;
  /** Sums of the metrics of the current epoch's steps so far, by name, and the seconds they took. */
  readonly epochSums: Readonly<Record<string, number>>;
  readonly epochSeconds: number;
  /** `parameters/…`, `statistics/…` and `optimizer/…`, as the engine holds them. */
  readonly state: StateValues;
  /** Missing in checkpoints of versions that did not store it. */
  readonly data?: CheckpointData;
}

/**
 * What a network needs to know about its data: it sees `((value − offset) / factor) / divisor − mean` of a stored value, and adds the mean to what
 * it reconstructs. With it a checkpoint can be used without the files of the data set.
 */
export interface CheckpointData {
  /** `[size]` */
  readonly mean: Float32Array;
  readonly divisor: number;
  /** `[1]` or `[size]`, as has `factor`. */
  readonly offset: Float64Array;
  readonly factor: Float64Array;
}

const headerSchema = z.object({ __metadata__: z.object({ hourglass: z.string() }) }).catchall(z.unknown());
const progressSchema = z.object({
  step: z.int().min(0),
  epochSums: z.record(z.string(), z.number()).optional(),
  /** Written by version 0.1, whose steps had no other metric. */
  epochCostSum: z.number().optional(),
  epochSeconds: z.number(),
  divisor: z.number().optional(),
});
const tensorSchema = z.object({
  dtype: z.enum(['F32', 'F64']),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/**
 * A checkpoint as a safetensors file, which other tools can read too: the header's length as 8 bytes, the header
 * as JSON, then the tensors' bytes, little-endian (https://github.com/huggingface/safetensors, "Format"). Returns pieces to be written one after the
 * other. Those of tensors are views of the state, because a copy of all of it takes megabytes.
 */
export function encodeCheckpoint({ state, data, ...progress }: Checkpoint): readonly Uint8Array[] {
  const tensors: readonly (readonly [string, Tensor])[] = [...Object.entries(state), ...(data === undefined ? [] : tensorsOf(data))];
  const header: Record<string, unknown> = { __metadata__: { hourglass: JSON.stringify({ ...progress, divisor: data?.divisor }) } };
  let dataBytes = 0;
  for (const [name, { shape, values }] of tensors) {
    const dtype = values instanceof Float64Array ? 'F64' : 'F32';
    header[name] = { dtype, shape, data_offsets: [dataBytes, dataBytes + values.byteLength] };
    dataBytes += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces so that the floats start at a multiple of eight.
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const head = new Uint8Array(8 + headerBytes).fill(0x20, 8);
  new DataView(head.buffer).setBigUint64(0, BigInt(headerBytes), true);
  head.set(json, 8);
  return [head, ...tensors.map(([, { values }]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))];
}

/** @throws ModelError CHECKPOINT_DAMAGED where the bytes are not a complete checkpoint */
export function decodeCheckpoint(file: Uint8Array): Checkpoint {
  try {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const headerBytes = Number(view.getBigUint64(0, true));
    const { __metadata__, ...tensors } = headerSchema.parse(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes))));
    const data = file.subarray(8 + headerBytes);
    const { divisor, epochCostSum, epochSums, ...rest } = progressSchema.parse(JSON.parse(__metadata__.hourglass));
    if (epochSums === undefined && epochCostSum === undefined) throw new RangeError('it has no sums of its epoch');
    const progress = { ...rest, epochSums: epochSums ?? { cost: Number(epochCostSum) } };
    const state: Record<string, StateValue> = {};
    const own: Record<string, Tensor> = {};
    for (const [name, entry] of Object.entries(tensors)) {
      const { shape, values } = decodeTensor(name, entry, data);
      if (name.startsWith(dataPrefix)) own[name.slice(dataPrefix.length)] = { shape, values };
      else state[name] = { shape, values: single(values) };
    }
    return { ...progress, state, ...(divisor === undefined ? {} : { data: dataFrom(own, divisor) }) };
  } catch (error) {
    const reason = messageOf(error);
    throw new ModelError('CHECKPOINT_DAMAGED', `A checkpoint of ${file.length} bytes could not be read: ${reason}`, { cause: error });
  }
}

interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

const dataPrefix = 'data/';

function tensorsOf({ mean, offset, factor }: CheckpointData): readonly (readonly [string, Tensor])[] {
  return Object.entries({ mean, offset, factor }).map(([name, values]) => [`${dataPrefix}${name}`, { shape: [values.length], values }]);
}

function dataFrom({ mean, offset, factor }: Readonly<Record<string, Tensor>>, divisor: number): CheckpointData {
  return { mean: single(mean?.values), divisor, offset: double(offset?.values), factor: double(factor?.values) };
}

function single(values: Tensor['values'] | undefined): Float32Array {
  if (!(values instanceof Float32Array)) throw new RangeError('a tensor is not in float32');
  return values;
}

function double(values: Tensor['values'] | undefined): Float64Array {
  if (!(values instanceof Float64Array)) throw new RangeError('a tensor is not in float64');
  return values;
}

function decodeTensor(name: string, entry: unknown, data: Uint8Array): Tensor {
  const {
    dtype,
    shape,
    data_offsets: [start, end],
  } = tensorSchema.parse(entry);
  const count = sizeOfShape(shape);
  const Values = dtype === 'F64' ? Float64Array : Float32Array;
  if (end > data.length || end - start !== count * Values.BYTES_PER_ELEMENT) {
    throw new RangeError(`tensor "${name}" of shape [${shape}] does not fit bytes ${start} to ${end} of ${data.length}`);
  }
  // A copy, because the bytes may start anywhere in a buffer and floats have to be aligned. Not `slice`, which copies nothing of a Buffer.
  return { shape, values: new Values(new Uint8Array(data.subarray(start, end)).buffer) };
}
