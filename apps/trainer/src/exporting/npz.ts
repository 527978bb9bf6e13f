import type { Run, Store } from '@hourglass/db';
import { decodeCheckpoint } from '@hourglass/model';
import { runConfigSchema } from '@hourglass/model/config';
import type { NamedEpoch } from '@hourglass/model/metrics';
import { parseSpec } from '@hourglass/sweeps';
import { zipSync } from 'fflate';
import { TrainerError } from '../errors.ts';
import { loadPlanned } from '../planned-dataset.ts';
import { describeLayers } from './describe-layers.ts';
import { encodeNpy, encodeTextNpy } from './npy.ts';

/** Raised when the entry `metadata` changes in a way that its readers must know. */
const metadataVersion = 1;

/**
 * The parameters of the best epoch, or the last ones, as NumPy's `.npz`: one array each, named as in the model; `data/mean`, and `data/offset` and
 * `data/factor` where the values were scaled; and `metadata`, a JSON text that says how they are used.
 *
 * @throws TrainerError NOTHING_RECORDED, DATA_CHANGED
 * @throws DatasetError where the files of the data set are missing
 */
export async function weightsNpz(store: Store, run: Run, at: NamedEpoch): Promise<Uint8Array> {
  const checkpoint = await store.recordings.checkpointAt(run.id, at);
  if (checkpoint === null) throw new TrainerError('NOTHING_RECORDED', missingText(run, at));
  const { state } = decodeCheckpoint(await store.blobs.get(checkpoint.blob));
  const parameters = Object.entries(state).filter(([name]) => name.startsWith('parameters/'));
  const { spec, facts } = await store.sweeps.get(run.sweep);
  const { mean, divisor, scaling, sampleShape, id: dataset } = await loadPlanned(parseSpec(spec).dataset, facts);
  const vector = (values: ArrayLike<number>) => encodeNpy([values.length], Float32Array.from(values));
  const config = runConfigSchema.parse(run.parameters);
  const metadata = {
    version: metadataVersion,
    run: run.id,
    sweep: run.sweep,
    ...{ epoch: checkpoint.epoch, step: checkpoint.step, bestEpoch: run.bestEpoch },
    parameters: run.parameters,
    // A sample is ((value - offset) / factor) / divisor - mean, where it was scaled, else value / divisor - mean.
    data: { name: dataset, sampleShape, sampleSize: mean.length, divisor, scale: scaling?.kind ?? null, mean: 'data/mean' },
    ...describeLayers(config),
  };
  // Stored, not deflated: float weights hardly shrink.
  return zipSync(
    {
      'metadata.npy': encodeTextNpy(JSON.stringify(metadata)),
      'data/mean.npy': vector(mean),
      ...(scaling === null ? {} : { 'data/offset.npy': vector(scaling.offset), 'data/factor.npy': vector(scaling.factor) }),
      ...Object.fromEntries(
        parameters.map(([name, { shape, values }]) => [`${name.slice('parameters/'.length)}.npy`, encodeNpy(shape, values)]),
      ),
    },
    { level: 0 },
  );
}

function missingText({ id, state, bestEpoch }: Run, at: NamedEpoch): string {
  if (at === 'last') return `Run ${id} is ${state} and has no checkpoint to take weights from.`;
  return bestEpoch === null
    ? `Run ${id} has no best epoch: none has a validation cost. Export --checkpoint last.`
    : `Run ${id} keeps no checkpoint of its best epoch, ${bestEpoch}. Export --checkpoint last.`;
}
