import { setPriority } from 'node:os';
import { DatasetError, type DatasetErrorCode } from '../errors.ts';
import type { DatasetReference } from '../reference.ts';
import type { Sources } from '../sources.ts';
import { type InspectedDataset, readInspected } from './inspected-dataset.ts';

/*
 * Forked by inspect-dataset.ts: reads one data set and sends what it holds. A separate process, because reading takes the memory of the whole data
 * set and blocks its thread, and the dashboard must survive both.
 */

export interface InspectionRequest {
  readonly reference: DatasetReference;
  readonly sources: Sources;
}

export type InspectionAnswer =
  | { readonly inspected: InspectedDataset }
  | { readonly refusal: { readonly code: DatasetErrorCode; readonly message: string } };

/** Below training. */
setPriority(10);
process.once('message', async ({ reference, sources }: InspectionRequest) => {
  process.send?.(await answerRequest({ reference, sources }), undefined, undefined, () => process.disconnect());
});
process.once('disconnect', () => process.exit());

async function answerRequest({ reference, sources }: InspectionRequest): Promise<InspectionAnswer> {
  try {
    return { inspected: await readInspected(reference, sources) };
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    return { refusal: { code: error.code, message: error.message } };
  }
}
