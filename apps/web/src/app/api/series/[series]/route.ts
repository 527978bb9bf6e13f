import { z } from 'zod';
import { encodeSeries } from '#features/charts/series-buffer.ts';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { getStore } from '#server/store.ts';

const mostRuns = 200;

/** A run, and the steps asked for, both included: `hdksmpc5xb:1-500`; the whole series without them. */
const runSchema = z
  .string()
  .regex(/^[0-9A-Za-z]{1,40}(:\d{1,15}-\d{1,15})?$/, { error: 'must be the id of a run, or id:from-to with its first and last step' })
  .transform((text) => {
    const [run = '', from, to] = text.split(/[:-]/);
    return { run, ...(from === undefined || to === undefined ? {} : { from: Number(from), to: Number(to) }) };
  });

const parse = checked(
  z.strictObject({
    series: z.string().min(1).max(100),
    run: z.array(runSchema).min(1).max(mostRuns),
    /** At most this many buckets of each run come back. */
    width: z.coerce.number().int().min(1).max(10_000).default(1000),
  }),
);

/** A series of one run or several, in their order; nothing of one that is not there. See `series-buffer.ts` for the bytes. */
export async function GET(request: Request, { params }: RouteContext<'/api/series/[series]'>): Promise<Response> {
  try {
    const query = new URL(request.url).searchParams;
    const { series, run: runs, width } = parse({ ...Object.fromEntries(query), run: query.getAll('run'), ...(await params) });
    const store = await getStore();
    const buckets = await store.metrics.seriesOfRuns(
      series,
      runs.map((run) => ({ ...run, width })),
    );
    return binary(request, { body: encodeSeries(buckets), type: 'application/octet-stream', isFinal: false });
  } catch (error) {
    return errorResponse(error);
  }
}
