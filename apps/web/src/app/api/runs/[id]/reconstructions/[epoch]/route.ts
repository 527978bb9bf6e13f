import { z } from 'zod';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const parse = checked(z.strictObject({ id: idSchema, epoch: z.coerce.number().int().min(0) }));

/** The probe set as a run reconstructs it after an epoch: one lossless grayscale picture. */
export async function GET(request: Request, { params }: RouteContext<'/api/runs/[id]/reconstructions/[epoch]'>): Promise<Response> {
  try {
    const { id, epoch } = parse(await params);
    const store = await getStore();
    const { atlas } = await store.reconstructions.get(id, epoch);
    const run = await store.runs.get(id);
    // A run that goes back to a checkpoint, or is tried again, records its epochs again.
    const isFinal = run.state === 'complete' || run.state === 'pruned';
    return binary(request, { body: atlas, type: 'image/png', isFinal });
  } catch (error) {
    return errorResponse(error);
  }
}
