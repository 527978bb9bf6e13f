import { figureKinds } from '@hourglass/sweeps/figures';
import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { attemptSchema, idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const question = z.strictObject({ id: idSchema, kind: z.enum(figureKinds), attempt: attemptSchema });

export const config = { api: { bodyParser: false, responseLimit: false } };

/** The samples of a figure: one lossless picture, or Float32 `[cells, size]`, little-endian. */
export default bytesRoute(question, async ({ id, kind }) => {
  const store = await getStore();
  const { samples, format, isFinal } = await store.figures.get(id, kind);
  return { body: await store.blobs.get(samples), type: format === 'png' ? 'image/png' : 'application/octet-stream', isFinal };
});
