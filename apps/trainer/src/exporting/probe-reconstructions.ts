import type { ProbeSet, Reconstruction, Run, Store } from '@hourglass/db';
import { metricTitle } from '@hourglass/model/metrics';
import { TrainerError } from '../errors.ts';
import { atlasValues } from './atlas-values.ts';

interface ProbeReconstructions {
  readonly probeSet: ProbeSet;
  /** `[samples, size]`, in the data's own range. */
  readonly values: Float32Array;
  /** Whether they are the model's own float32 values, and not those of an 8-bit picture. */
  readonly isExact: boolean;
}

/** The exact reconstructions of the probe set at the end of a run. @throws TrainerError NOTHING_RECORDED */
export async function probeReconstructions(store: Store, run: Run): Promise<ProbeReconstructions> {
  const result = await store.reconstructions.result(run.id);
  const last = (await store.reconstructions.list(run.id)).at(-1);
  if (result === null || last === undefined) {
    throw new TrainerError(
      'NOTHING_RECORDED',
      `Run ${run.id} is ${run.state} and has no final reconstructions; they are recorded when it completes.`,
    );
  }
  const bytes = await store.blobs.get(result.probeReconstructions);
  return { probeSet: await store.reconstructions.probeSet(last.probeSet), values: new Float32Array(bytes.slice().buffer), isExact: true };
}

/**
 * The reconstructions of the probe set after the run's best epoch: exact if it is the last one, else read from its 8-bit picture.
 *
 * @throws TrainerError NOTHING_RECORDED
 */
export async function bestReconstructions(store: Store, run: Run): Promise<ProbeReconstructions> {
  if (run.bestEpoch === null) {
    throw new TrainerError(
      'NOTHING_RECORDED',
      `Run ${run.id} has no best epoch: none has a ${metricTitle(run.ranking)}. Export --checkpoint last.`,
    );
  }
  const recorded = await store.reconstructions.list(run.id);
  const best = recorded.find(({ epoch }) => epoch === run.bestEpoch);
  if (best === undefined) {
    throw new TrainerError(
      'NOTHING_RECORDED',
      `Run ${run.id} has no reconstructions of its best epoch, ${run.bestEpoch}. Export --checkpoint last.`,
    );
  }
  if (best === recorded.at(-1) && (await store.reconstructions.result(run.id)) !== null) return probeReconstructions(store, run);
  return recordedReconstructions(store, best);
}

/** Reads the 8-bit picture of an epoch. Values outside its range are clipped. */
export async function recordedReconstructions(store: Store, recorded: Reconstruction): Promise<ProbeReconstructions> {
  const probeSet = await store.reconstructions.probeSet(recorded.probeSet);
  const { png } = await store.reconstructions.atlas(recorded.run, recorded.epoch);
  const { atlasColumns: columns, low, high } = recorded;
  const values = atlasValues({
    png,
    columns,
    count: probeSet.indices.length,
    kind: probeSet.kind,
    sampleShape: probeSet.sampleShape,
    low,
    high,
  });
  return { probeSet, values, isExact: false };
}
