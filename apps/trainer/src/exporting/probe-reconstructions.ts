import { dataShapeOf, pictureSize } from '@hourglass/datasets/data-kind';
import type { ProbeSet, Reconstruction, Run, Store } from '@hourglass/db';
import { metricTitle } from '@hourglass/model/metrics';
import { at } from '@hourglass/presentation/at';
import { decode } from 'fast-png';
import { TrainerError } from '../errors.ts';

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
 * The reconstructions of the probe set after the run's best epoch: exact if it is the last one, else as its 8-bit picture has them.
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

/** What the 8-bit picture of an epoch has: values outside its range are clipped. */
export async function recordedReconstructions(store: Store, recorded: Reconstruction): Promise<ProbeReconstructions> {
  const probeSet = await store.reconstructions.probeSet(recorded.probeSet);
  const { data, width } = decode((await store.reconstructions.atlas(recorded.run, recorded.epoch)).png);
  const cell = pictureSize(dataShapeOf(probeSet.sampleShape));
  const values = new Float32Array(probeSet.indices.length * cell.width * cell.height);
  const levels = Uint8Array.from(data);
  const step = (recorded.high - recorded.low) / 255;
  for (let index = 0; index < values.length; index++) {
    const [sample, pixel] = [Math.floor(index / (cell.width * cell.height)), index % (cell.width * cell.height)];
    const x = (sample % recorded.atlasColumns) * cell.width + (pixel % cell.width);
    const y = Math.floor(sample / recorded.atlasColumns) * cell.height + Math.floor(pixel / cell.width);
    values[index] = recorded.low + step * at(levels, y * width + x);
  }
  return { probeSet, values, isExact: false };
}
