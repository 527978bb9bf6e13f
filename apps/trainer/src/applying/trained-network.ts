import { inFileUnit, scaled } from '@hourglass/datasets';
import type { Run, Store } from '@hourglass/db';
import { type CheckpointData, decodeCheckpoint, type RunConfig, runConfigSchema } from '@hourglass/model';
import type { NamedEpoch } from '@hourglass/model/metrics';
import { at as valueAt } from '@hourglass/presentation/at';
import { TrainerError } from '../errors.ts';
import { networkDataOf } from '../exporting/network-data.ts';
import { addMean } from '../recording/probes.ts';

/** The network of a run, and how it sees its data. */
export interface TrainedNetwork {
  readonly config: RunConfig;
  readonly sampleShape: readonly number[];
  readonly checkpoint: Uint8Array;
  readonly data: CheckpointData;
}

/** @throws TrainerError BAD_INPUT for a baseline, NOTHING_RECORDED */
export async function openNetwork(store: Store, run: Run, at: NamedEpoch): Promise<TrainedNetwork> {
  if (run.kind !== 'run') throw new TrainerError('BAD_INPUT', `RUN: received ${run.id}, a baseline; only a network can be applied.`);
  const checkpoint = await checkpointOf(store, run, at);
  const { sampleShape, values: data } = await networkDataOf(store, run, decodeCheckpoint(checkpoint));
  if (data === null || sampleShape.length === 0) {
    throw new TrainerError(
      'NOTHING_RECORDED',
      `Run ${run.id} was recorded by an earlier version, which did not store how its data are scaled, and their files can't be read. Train it again: \`./hourglass runs rm ${run.id}\`, then submit its spec again.`,
    );
  }
  return { config: runConfigSchema.parse(run.parameters), sampleShape, checkpoint, data };
}

async function checkpointOf(store: Store, run: Run, at: NamedEpoch): Promise<Uint8Array> {
  const saved = await store.recordings.checkpointAt(run.id, at);
  if (saved === null) {
    const other = at === 'best' ? ' Give --checkpoint last.' : '';
    throw new TrainerError('NOTHING_RECORDED', `Run ${run.id} is ${run.state} and keeps no checkpoint of its ${at} epoch.${other}`);
  }
  return store.blobs.get(saved.blob);
}

/** As the network sees samples: `((value − offset) / factor) / divisor − mean`, rounded as in training. */
export function centred(values: Uint8Array | Float32Array, data: CheckpointData): Float32Array {
  return withoutMean(scaled(scalingOf(data), values), data);
}

/** Samples that are scaled already, as the network sees them: `value / divisor − mean`, rounded as in training. */
export function withoutMean(
  values: Uint8Array | Float32Array,
  { divisor, mean }: { readonly divisor: number; readonly mean: ArrayLike<number> },
): Float32Array {
  return Float32Array.from(values, (value, index) => Math.fround(value / divisor) - valueAt(mean, index % mean.length));
}

function scalingOf({ offset, factor }: CheckpointData) {
  return { offset: [...offset], factor: [...factor] };
}

/** Reconstructions in the unit of the files of the data set. */
export function inDataUnit(reconstructions: Float32Array, data: CheckpointData): Float32Array {
  return inFileUnit({ divisor: data.divisor, ...scalingOf(data) }, addMean(reconstructions, data.mean));
}
