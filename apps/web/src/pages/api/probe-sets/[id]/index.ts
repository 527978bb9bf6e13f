import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

/** The original probe samples: one lossless picture. */
export default bytesRoute(z.strictObject({ id: idSchema }), async ({ id }) => {
  const store = await getStore();
  const { atlas } = await store.reconstructions.probeSet(id);
  return { body: atlas, type: 'image/png', isFinal: true };
});
