import { z } from 'zod';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const parse = checked(z.strictObject({ id: idSchema }));

/** The probe samples as the data set has them: one lossless grayscale picture. */
export async function GET(request: Request, { params }: RouteContext<'/api/probe-sets/[id]'>): Promise<Response> {
  try {
    const { id } = parse(await params);
    const store = await getStore();
    const { atlas } = await store.reconstructions.probeSet(id);
    return binary(request, { body: atlas, type: 'image/png', isFinal: true });
  } catch (error) {
    return errorResponse(error);
  }
}
