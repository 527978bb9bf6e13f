import { z } from 'zod';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { WebError } from '#server/errors.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const parse = checked(z.strictObject({ id: idSchema }));

/** What a finished run makes of the probe set, exactly: Float32 `[samples, size]` in the data's own range, little-endian. */
export async function GET(request: Request, { params }: RouteContext<'/api/runs/[id]/probe-values'>): Promise<Response> {
  try {
    const { id } = parse(await params);
    const store = await getStore();
    const result = await store.reconstructions.result(id);
    if (result === null) {
      throw new WebError(
        'NOT_RECORDED',
        `Run ${id} has no exact reconstructions: they are recorded when it has gone through all its epochs.`,
      );
    }
    const values = await store.blobs.get(result.probeReconstructions);
    return binary(request, { body: values, type: 'application/octet-stream', isFinal: true });
  } catch (error) {
    return errorResponse(error);
  }
}
