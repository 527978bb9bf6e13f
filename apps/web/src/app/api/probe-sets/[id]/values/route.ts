import { z } from 'zod';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const parse = checked(z.strictObject({ id: idSchema }));

/** The probe samples exactly: Float32 `[samples, size]`, little-endian. */
export async function GET(request: Request, { params }: RouteContext<'/api/probe-sets/[id]/values'>): Promise<Response> {
  try {
    const { id } = parse(await params);
    const store = await getStore();
    const { originals } = await store.reconstructions.probeSet(id);
    return binary(request, { body: float32Bytes(originals), type: 'application/octet-stream', isFinal: true });
  } catch (error) {
    return errorResponse(error);
  }
}

function float32Bytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
