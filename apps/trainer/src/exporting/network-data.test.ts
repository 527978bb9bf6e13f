import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeCheckpoint } from '@hourglass/model';
import { expect, it } from 'vitest';
import { isIdle, tinySweep, workUntil } from '../testing/tiny-sweep.ts';
import { networkDataOf } from './network-data.ts';

it('comes from the checkpoint, or, for one of an earlier version, from the files if they still exist', async () => {
  const { home, store } = await tinySweep('epochs: 1, batchSize: 10', 'activation: tanh', 'scale: standard');
  await workUntil(store, () => isIdle(store));
  const [run] = await store.runs.list({ kind: 'run' });
  const saved = run === undefined ? null : await store.recordings.checkpointAt(run.id, 'last');
  if (run === undefined || saved === null) throw new Error('nothing is recorded');
  const checkpoint = decodeCheckpoint(await store.blobs.get(saved.blob));
  const { data, ...earlier } = checkpoint;
  const expected = { name: 'samples.npy', sampleShape: [2, 3], scale: 'standard' };
  expect(data?.mean).toHaveLength(6);
  expect(await networkDataOf(store, run, earlier)).toEqual({ ...expected, values: data });
  await rm(join(home, 'samples.npy'));
  expect(await networkDataOf(store, run, checkpoint)).toEqual({ ...expected, values: data });
  expect(await networkDataOf(store, run, earlier)).toEqual({ ...expected, values: null });
});
