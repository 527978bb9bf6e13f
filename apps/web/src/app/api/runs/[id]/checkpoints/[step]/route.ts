import { z } from 'zod';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { WebError } from '#server/errors.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const parse = checked(z.strictObject({ id: idSchema, step: z.coerce.number().int().min(0) }));

/** A run's parameters after a step, as the safetensors file that was kept; without the optimizer's where there is such a one. */
export async function GET(request: Request, { params }: RouteContext<'/api/runs/[id]/checkpoints/[step]'>): Promise<Response> {
  try {
    const { id, step } = parse(await params);
    const store = await getStore();
    const checkpoints = await store.recordings.checkpoints(id);
    const ofStep = checkpoints.filter((checkpoint) => checkpoint.step === step);
    const chosen = ofStep.find(({ withOptimizer }) => !withOptimizer) ?? ofStep[0];
    if (chosen === undefined) {
      const kept = checkpoints.map((checkpoint) => checkpoint.step).join(', ') || 'none';
      throw new WebError('NOT_RECORDED', `step: received ${step}; run ${id} keeps checkpoints of these steps: ${kept}.`);
    }
    return binary(request, { body: await store.blobs.get(chosen.blob), type: 'application/octet-stream', isFinal: false });
  } catch (error) {
    return errorResponse(error);
  }
}
