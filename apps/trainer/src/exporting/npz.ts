import type { Run, Store } from '@hourglass/db';
import { decodeCheckpoint } from '@hourglass/model';
import type { NamedEpoch } from '@hourglass/model/metrics';
import { zipSync } from 'fflate';
import { TrainerError } from '../errors.ts';
import { encodeNpy } from './npy.ts';

/**
 * The parameters of the best epoch, or the last ones, as NumPy's `.npz`: one array each, named as in the model.
 *
 * @throws TrainerError NOTHING_RECORDED
 */
export async function weightsNpz(store: Store, run: Run, at: NamedEpoch): Promise<Uint8Array> {
  const checkpoint = await store.recordings.checkpointAt(run.id, at);
  if (checkpoint === null) throw new TrainerError('NOTHING_RECORDED', missingText(run, at));
  const { state } = decodeCheckpoint(await store.blobs.get(checkpoint.blob));
  const parameters = Object.entries(state).filter(([name]) => name.startsWith('parameters/'));
  // Stored, not deflated: float weights hardly shrink.
  return zipSync(
    Object.fromEntries(
      parameters.map(([name, { shape, values }]) => [`${name.slice('parameters/'.length)}.npy`, encodeNpy(shape, values)]),
    ),
    { level: 0 },
  );
}

function missingText({ id, state, bestEpoch }: Run, at: NamedEpoch): string {
  if (at === 'last') return `Run ${id} is ${state} and has no checkpoint to take weights from.`;
  return bestEpoch === null
    ? `Run ${id} has no best epoch: none has a validation cost. Export --checkpoint last.`
    : `Run ${id} keeps no checkpoint of its best epoch, ${bestEpoch}. Export --checkpoint last.`;
}
