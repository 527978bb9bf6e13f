import type { Run, Store } from '@hourglass/db';
import { type Checkpoint, decodeCheckpoint, isOutputCentred, meanName } from '@hourglass/model';
import { runConfigSchema } from '@hourglass/model/config';
import { metricTitle, type NamedEpoch } from '@hourglass/model/metrics';
import { sizeOfShape } from '@hourglass/presentation';
import { zipSync } from 'fflate';
import { TrainerError } from '../errors.ts';
import { describeLayers } from './describe-layers.ts';
import { networkDataOf } from './network-data.ts';
import { encodeNpy, encodeTextNpy } from './npy.ts';

/** Increment this when the entry `metadata` changes in a way that breaks its readers. */
const metadataVersion = 1;

export interface WeightsFile {
  readonly content: Uint8Array;
  /** Whether it holds mean and scale of the data. Those of runs of earlier versions are read from the files of the data set. */
  readonly hasData: boolean;
}

/**
 * The parameters of the best epoch, or the last ones, as NumPy's `.npz`: one array each, named as in the model; `data/mean`, `data/offset` and
 * `data/factor`; and `metadata`, a JSON text that says how they are used. Needs no file of the data set.
 *
 * @throws TrainerError NOTHING_RECORDED
 */
export async function weightsNpz(store: Store, run: Run, at: NamedEpoch): Promise<WeightsFile> {
  const saved = await store.recordings.checkpointAt(run.id, at);
  if (saved === null) throw new TrainerError('NOTHING_RECORDED', missingText(run, at));
  const checkpoint = decodeCheckpoint(await store.blobs.get(saved.blob));
  const config = runConfigSchema.parse(run.parameters);
  const arraysOfState = networkArrays(checkpoint.state);
  const { values, ...data } = await networkDataOf(store, run, checkpoint);
  const arrays = values === null ? {} : { mean: values.mean, offset: values.offset, factor: values.factor };
  const metadata = {
    version: metadataVersion,
    run: run.id,
    sweep: run.sweep,
    epoch: saved.epoch,
    step: saved.step,
    bestEpoch: run.bestEpoch,
    parameters: run.parameters,
    // The network sees ((value - offset) / factor) / divisor, minus the mean where `subtractsMean` says so.
    data: {
      ...data,
      sampleSize: sizeOfShape(data.sampleShape),
      divisor: values?.divisor ?? null,
      subtractsMean: config.centre,
      // Without it the decoder's output is the reconstruction itself.
      addsMean: isOutputCentred(config),
      // Of a Bernoulli likelihood: the output is logits.
      output: config.likelihood.kind === 'bernoulli' ? 'sigmoid' : 'linear',
      ...Object.fromEntries(['mean', 'offset', 'factor'].map((name) => [name, values === null ? null : `data/${name}`])),
    },
    ...describeLayers(config, data.sampleShape),
  };
  const vectors = Object.entries(arrays).map(([name, array]) => [`data/${name}.npy`, encodeNpy([array.length], array)]);
  // Stored, not deflated: float weights hardly shrink.
  const content = zipSync(
    {
      'metadata.npy': encodeTextNpy(JSON.stringify(metadata)),
      ...Object.fromEntries(vectors),
      ...Object.fromEntries(arraysOfState.map(([name, { shape, values: array }]) => [`${name}.npy`, encodeNpy(shape, array)])),
    },
    { level: 0 },
  );
  return { content, hasData: values !== null };
}

/** Parameters and running statistics, by their names in the model. The training mean is an array of the data. */
function networkArrays(state: Checkpoint['state']): readonly (readonly [string, Checkpoint['state'][string]])[] {
  return Object.entries(state).flatMap(([name, value]) => {
    const own = /^(?:parameters|statistics)\/(.*)$/.exec(name)?.[1];
    return own === undefined || own === meanName ? [] : [[own, value] as const];
  });
}

function missingText({ id, state, ranking, bestEpoch }: Run, at: NamedEpoch): string {
  if (at === 'last') return `Run ${id} is ${state} and has no checkpoint to take weights from.`;
  return bestEpoch === null
    ? `Run ${id} has no best epoch: none has a ${metricTitle(ranking)}. Export --checkpoint last.`
    : `Run ${id} keeps no checkpoint of its best epoch, ${bestEpoch}. Export --checkpoint last.`;
}
