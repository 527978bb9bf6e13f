import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { WebError } from '#server/errors.ts';
import { attemptSchema, idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

/** The exact reconstructions of the probe set by a finished run: Float32 `[samples, size]` in the data's own range, little-endian. */
export default bytesRoute(z.strictObject({ id: idSchema, attempt: attemptSchema }), async ({ id }) => {
  const store = await getStore();
  const result = await store.reconstructions.result(id);
  if (result === null) {
    const sentence = `Run ${id} has no exact reconstructions: they are recorded when it completes.`;
    throw new WebError('NOT_RECORDED', sentence);
  }
  const values = await store.blobs.get(result.probeReconstructions);
  return { body: values, type: 'application/octet-stream', isFinal: true };
});
