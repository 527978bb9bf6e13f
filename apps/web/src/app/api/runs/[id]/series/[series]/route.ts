import { z } from 'zod';
import { encodeSeries } from '#features/charts/series-buffer.ts';
import { mergeBuckets } from '#features/charts/server/merge-buckets.ts';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { idSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';

const step = z.coerce.number().int().min(0).optional();

const parse = checked(
  z.strictObject({
    id: idSchema,
    series: z.string().min(1).max(100),
    /** First and last step, both included; the whole series where they are missing. */
    from: step,
    to: step,
    /** At most this many buckets come back. */
    width: z.coerce.number().int().min(1).max(10_000).default(1000),
  }),
);

/** The store's levels are 16 apart: so many times finer, and merged, comes near the width that was asked for. */
const finer = 16;
const mostRead = 10_000;

/** A range of a series in at most `width` buckets: see `series-buffer.ts` for the bytes. */
export async function GET(request: Request, { params }: RouteContext<'/api/runs/[id]/series/[series]'>): Promise<Response> {
  try {
    const { id, series, from, to, width } = parse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
    const store = await getStore();
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const buckets = await store.metrics.series(id, series, { ...range, width: Math.min(mostRead, finer * width) });
    return binary(request, {
      body: encodeSeries(mergeBuckets(buckets, width)),
      type: 'application/octet-stream',
      isFinal: false,
    });
  } catch (error) {
    return errorResponse(error);
  }
}
