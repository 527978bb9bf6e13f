import type { ProbeSet, Run, Store } from '@hourglass/db';
import { TrainerError } from '../errors.ts';

/** The exact reconstructions of the probe set at the end of a run, in the data's own range. @throws TrainerError NOTHING_RECORDED */
export async function probeReconstructions(
  store: Store,
  run: Run,
): Promise<{ readonly probeSet: ProbeSet; readonly values: Float32Array }> {
  const result = await store.reconstructions.result(run.id);
  const last = (await store.reconstructions.list(run.id)).at(-1);
  if (result === null || last === undefined) {
    throw new TrainerError(
      'NOTHING_RECORDED',
      `Run ${run.id} is ${run.state} and has no final reconstructions; they are recorded when it completes.`,
    );
  }
  const bytes = await store.blobs.get(result.probeReconstructions);
  return { probeSet: await store.reconstructions.probeSet(last.probeSet), values: new Float32Array(bytes.slice().buffer) };
}
