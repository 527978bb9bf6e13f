import { detachBuffer } from '@hourglass/db';
import { z } from 'zod';
import { bytesRoute } from '#server/bytes-route.ts';
import { getStore } from '#server/store.ts';
import { encodeSeries } from '#wire/series-buffer.ts';

const maxRuns = 200;

/** A run, and the requested steps, both included: `hdksmpc5xb:1-500`; the whole series without them. */
const runSchema = z
  .string()
  .regex(/^[0-9A-Za-z]{1,40}(:\d{1,15}-\d{1,15})?$/, { error: 'must be the id of a run, or id:from-to with its first and last step' })
  .transform((text) => {
    const [run = '', from, to] = text.split(/[:-]/);
    return { run, ...(from === undefined || to === undefined ? {} : { from: Number(from), to: Number(to) }) };
  });

const question = z.strictObject({
  series: z.string().min(1).max(100),
  run: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(runSchema).min(1).max(maxRuns)),
  /** The maximum number of buckets for each run. */
  width: z.coerce.number().int().min(1).max(10_000).default(1000),
});

export const config = { api: { bodyParser: false, responseLimit: false } };

/** A series of one or several runs, in their order; empty for a run that does not exist. See `series-buffer.ts` for the bytes. */
export default bytesRoute(question, async ({ series, run: runs, width }) => {
  const store = await getStore();
  const buckets = await store.metrics.seriesOfRuns(
    series,
    runs.map((run) => ({ ...run, width })),
  );
  const body = encodeSeries(buckets);
  for (const { mean, min, max, nonFinite } of buckets) [mean, min, max, nonFinite].forEach(detachBuffer);
  return { body, type: 'application/octet-stream', isFinal: false };
});
