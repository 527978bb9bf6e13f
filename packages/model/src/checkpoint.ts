import type { StateValue, StateValues } from '@hourglass/engine/contract';
import { messageOf } from '@hourglass/presentation';
import { z } from 'zod';
import { ModelError } from './errors.ts';

/** Everything that training needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** Steps done since the start. */
  readonly step: number;
  /** Sum of the costs of the current epoch's steps so far, and the seconds they took. */
  readonly epochCostSum: number;
  readonly epochSeconds: number;
  /** `parameters/…` and `optimizer/…`, as the engine holds them. */
  readonly state: StateValues;
}

const headerSchema = z.object({ __metadata__: z.object({ hourglass: z.string() }) }).catchall(z.unknown());
const progressSchema = z.object({ step: z.int().min(0), epochCostSum: z.number(), epochSeconds: z.number() });
const tensorSchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});

/**
 * A checkpoint as a safetensors file, which other tools can read too: the header's length as 8 bytes, the header
 * as JSON, then the tensors' bytes, little-endian (https://github.com/huggingface/safetensors, "Format"). In pieces,
 * to be written one behind the other: the tensors' are views of the state, because a copy of all of it is megabytes.
 */
export function encodeCheckpoint({ state, ...progress }: Checkpoint): readonly Uint8Array[] {
  const header: Record<string, unknown> = { __metadata__: { hourglass: JSON.stringify(progress) } };
  let dataBytes = 0;
  for (const [name, { shape, values }] of Object.entries(state)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [dataBytes, dataBytes + values.byteLength] };
    dataBytes += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces so that the floats start at a multiple of eight.
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const head = new Uint8Array(8 + headerBytes).fill(0x20, 8);
  new DataView(head.buffer).setBigUint64(0, BigInt(headerBytes), true);
  head.set(json, 8);
  return [head, ...Object.values(state).map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))];
}

/** @throws ModelError CHECKPOINT_DAMAGED where the bytes are not a whole checkpoint */
export function decodeCheckpoint(file: Uint8Array): Checkpoint {
  try {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    const headerBytes = Number(view.getBigUint64(0, true));
    const { __metadata__, ...tensors } = headerSchema.parse(JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes))));
    const data = file.subarray(8 + headerBytes);
    const state = Object.entries(tensors).map(([name, entry]) => [name, decodeTensor(name, entry, data)] as const);
    return { ...progressSchema.parse(JSON.parse(__metadata__.hourglass)), state: Object.fromEntries(state) };
  } catch (error) {
    const reason = messageOf(error);
    throw new ModelError('CHECKPOINT_DAMAGED', `A checkpoint of ${file.length} bytes could not be read: ${reason}`, { cause: error });
  }
}

function decodeTensor(name: string, entry: unknown, data: Uint8Array): StateValue {
  const {
    shape,
    data_offsets: [start, end],
  } = tensorSchema.parse(entry);
  const count = shape.reduce((product, length) => product * length, 1);
  if (end > data.length || end - start !== count * Float32Array.BYTES_PER_ELEMENT) {
    throw new RangeError(`tensor "${name}" of shape [${shape}] does not fit bytes ${start} to ${end} of ${data.length}`);
  }
  // A copy, because the bytes may start anywhere in a buffer and floats have to be aligned. Not `slice`, which copies nothing of a Buffer.
  return { shape, values: new Float32Array(new Uint8Array(data.subarray(start, end)).buffer) };
}
