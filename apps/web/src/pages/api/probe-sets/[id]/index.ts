import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

/** The probe samples as the data set has them: one lossless grayscale picture. */
export default bytesRoute(z.strictObject({ id: idSchema }), async ({ id }) => {
  const store = await getStore();
  const { atlas } = await store.reconstructions.probeSet(id);
  return { body: atlas, type: 'image/png', isFinal: true };
});
