import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { attemptSchema, idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';
import { samplesOfProbeSet } from '#server/thumbnails/known-samples.ts';
import { thumbnailOf } from '#server/thumbnails/thumbnail-of.ts';

const question = z.strictObject({ id: idSchema, epoch: z.coerce.number().int().min(0), attempt: attemptSchema });

export const config = { api: { bodyParser: false, responseLimit: false } };

/** A run's reconstructions of the first probe samples after an epoch, in a strip of 28 pixels. */
export default bytesRoute(question, async ({ id, epoch }) => {
  const store = await getStore();
  const { png, probeSet, isFinal } = await store.reconstructions.atlas(id, epoch);
  return { ...thumbnailOf(png, await samplesOfProbeSet(store, probeSet)), isFinal };
});
