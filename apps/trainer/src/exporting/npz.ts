import type { Run, Store } from '@hourglass/db';
import { decodeCheckpoint } from '@hourglass/model';
import { zipSync } from 'fflate';
import { TrainerError } from '../errors.ts';
import { encodeNpy } from './npy.ts';

/** The parameters of the last checkpoint as NumPy's `.npz`: one array each, named as in the model. @throws TrainerError NOTHING_RECORDED */
export async function weightsNpz(store: Store, run: Run): Promise<Uint8Array> {
  const last = (await store.recordings.checkpoints(run.id)).toSorted((a, b) => a.step - b.step).at(-1);
  if (last === undefined)
    throw new TrainerError('NOTHING_RECORDED', `Run ${run.id} is ${run.state} and has no checkpoint to take weights from.`);
  const { state } = decodeCheckpoint(await store.blobs.get(last.blob));
  const parameters = Object.entries(state).filter(([name]) => name.startsWith('parameters/'));
  // Stored, not deflated: float weights hardly shrink.
  return zipSync(
    Object.fromEntries(
      parameters.map(([name, { shape, values }]) => [`${name.slice('parameters/'.length)}.npy`, encodeNpy(shape, values)]),
    ),
    { level: 0 },
  );
}
