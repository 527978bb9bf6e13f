import { type Dataset, DatasetError } from '@hourglass/datasets';
import { datasetName, optionsOf, type ScaleKind, scaleOf } from '@hourglass/datasets/catalog';
import type { Run, Store } from '@hourglass/db';
import type { Checkpoint, CheckpointData } from '@hourglass/model';
import { parseSpec } from '@hourglass/sweeps';
import { sampleShapeOf } from '@hourglass/sweeps/dataset-facts';
import { TrainerError } from '../errors.ts';
import { loadPlanned } from '../planned-dataset.ts';
import { checkpointDataOf } from '../recording/checkpoint-data.ts';

/** What exported weights say about their data. */
export interface NetworkData {
  readonly name: string;
  readonly sampleShape: readonly number[];
  readonly scale: ScaleKind;
  /** Null where neither the checkpoint nor the files of the data set have it. */
  readonly values: CheckpointData | null;
}

/** From the record. Checkpoints of earlier versions do not store mean and scale: then the files of the data set are read, if they are still there. */
export async function networkDataOf(store: Store, run: Run, checkpoint: Checkpoint): Promise<NetworkData> {
  const { spec, facts } = await store.sweeps.get(run.sweep);
  const { dataset: reference } = parseSpec(spec);
  const named = { name: datasetName(reference), scale: scaleOf(optionsOf(reference)) };
  if (facts !== null && checkpoint.data !== undefined) return { ...named, sampleShape: sampleShapeOf(facts), values: checkpoint.data };
  const dataset = await readIfUnchanged(() => loadPlanned(store, reference, facts));
  if (dataset !== null) return { ...named, sampleShape: dataset.sampleShape, values: checkpointDataOf(dataset) };
  return { ...named, sampleShape: facts === null ? [] : sampleShapeOf(facts), values: checkpoint.data ?? null };
}

async function readIfUnchanged(read: () => Promise<Dataset>): Promise<Dataset | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DatasetError || (error instanceof TrainerError && error.code === 'DATA_CHANGED')) return null;
    throw error;
  }
}
