import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

export const config = { api: { bodyParser: false, responseLimit: false } };

/** The exact values of the probe samples: Float32 `[samples, size]`, little-endian. */
export default bytesRoute(z.strictObject({ id: idSchema }), async ({ id }) => {
  const store = await getStore();
  const { originals } = await store.reconstructions.probeSet(id);
  const { buffer, byteOffset, byteLength } = originals;
  return { body: new Uint8Array(buffer, byteOffset, byteLength), type: 'application/octet-stream', isFinal: true };
});
