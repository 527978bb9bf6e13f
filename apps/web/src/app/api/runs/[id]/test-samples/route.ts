import { z } from 'zod';
import { encodeTestSamples } from '#features/reconstructions/test-samples-buffer.ts';
import { binary } from '#server/binary.ts';
import { checked } from '#server/checked.ts';
import { errorResponse } from '#server/error-codes.ts';
import { idSchema, testRowsSchema } from '#server/inputs.ts';
import { getStore } from '#server/store.ts';
import { testSamplesOf } from '#server/test-samples.ts';

const rows = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(testRowsSchema);
const parse = checked(z.strictObject({ id: idSchema, rows }));

/** Chosen test samples of the data set that a run was trained on: see `test-samples-buffer.ts` for the bytes. */
export async function GET(request: Request, { params }: RouteContext<'/api/runs/[id]/test-samples'>): Promise<Response> {
  try {
    const input = parse({ ...Object.fromEntries(new URL(request.url).searchParams), ...(await params) });
    const samples = await testSamplesOf(await getStore(), input.id);
    return binary(request, { body: encodeTestSamples(samples, input.rows), type: 'application/octet-stream', isFinal: false });
  } catch (error) {
    return errorResponse(error);
  }
}
