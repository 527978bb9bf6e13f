import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { WebError } from '#server/errors.ts';
import { idSchema, testRowsSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';
import { testSamplesOf } from '#server/test-samples.ts';
import { encodeTestSamples } from '#wire/test-samples-buffer.ts';

const rows = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(testRowsSchema);

export const config = { api: { bodyParser: false, responseLimit: false } };

/** Chosen test samples of the data set that a run was trained on: see `test-samples-buffer.ts` for the bytes. */
export default bytesRoute(z.strictObject({ id: idSchema, rows }), async (input) => {
  const samples = await testSamplesOf(await getStore(), input.id);
  const beyond = input.rows.find((row) => row >= samples.count);
  if (beyond !== undefined) {
    throw new WebError('INPUT_INVALID', `rows: received ${beyond}; the data set has ${samples.count} test samples, numbered from 0.`);
  }
  const body = encodeTestSamples(samples, input.rows);
  return { body, type: 'application/octet-stream', isFinal: false };
});
