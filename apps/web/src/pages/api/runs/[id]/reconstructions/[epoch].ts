import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { attemptSchema, idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const question = z.strictObject({ id: idSchema, epoch: z.coerce.number().int().min(0), attempt: attemptSchema });

export const config = { api: { bodyParser: false, responseLimit: false } };

/** A run's reconstructions of the probe set after an epoch: one lossless picture. */
export default bytesRoute(question, async ({ id, epoch }) => {
  const store = await getStore();
  const { png, isFinal } = await store.reconstructions.atlas(id, epoch);
  return { body: png, type: 'image/png', isFinal };
});
