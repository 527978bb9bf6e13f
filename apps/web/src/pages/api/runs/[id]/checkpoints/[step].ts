import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { WebError } from '#server/errors.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const question = z.strictObject({ id: idSchema, step: z.coerce.number().int().min(0) });

export const config = { api: { bodyParser: false, responseLimit: false } };

/** A run's parameters after a step, as a safetensors file; without the state of the optimizer if there is such a checkpoint. */
export default bytesRoute(question, async ({ id, step }) => {
  const store = await getStore();
  const checkpoints = await store.recordings.checkpoints(id);
  const ofStep = checkpoints.filter((checkpoint) => checkpoint.step === step);
  const chosen = ofStep.find(({ withOptimizer }) => !withOptimizer) ?? ofStep[0];
  if (chosen === undefined) {
    const kept = checkpoints.map((checkpoint) => checkpoint.step).join(', ') || 'none';
    throw new WebError('NOT_RECORDED', `step: received ${step}; run ${id} keeps checkpoints of these steps: ${kept}.`);
  }
  return { body: await store.blobs.get(chosen.blob), type: 'application/octet-stream', isFinal: false };
});
