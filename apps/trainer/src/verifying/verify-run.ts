import type { Dataset } from '@hourglass/datasets';
import type { Epoch, Run, Store } from '@hourglass/db';
import type { Engine } from '@hourglass/engine';
import { type CheckpointEvent, countSteps, decodeCheckpoint, type EpochEvent, runConfigSchema, train } from '@hourglass/model';
import { metricKeysOf, metricKeyText, metricValue } from '@hourglass/model/metrics';
import { trainingDataOf } from '../training-data-of.ts';
import { recordedExecutor } from '../worker/recorded-executor.ts';
import { recordedSteps } from './recorded-steps.ts';

export interface Verdict {
  readonly steps: number;
  readonly epochs: number;
  readonly weights: number;
  /** The first difference of each kind from the recorded bits, as sentences. */
  readonly differences: readonly string[];
}

/** Trains a recorded run again, writes nothing, and compares every metric of its steps and epochs and the final weights bit for bit. */
export async function verifyRun(store: Store, run: Run, { engine, dataset }: { engine: Engine; dataset: Dataset }): Promise<Verdict> {
  const differences = new Map<string, string>();
  const differ = (kind: string, sentence: string) => {
    if (!differences.has(kind)) differences.set(kind, sentence);
  };
  const recordedOf = new Map<string, ReturnType<typeof recordedSteps>>();
  const epochs = new Map((await store.runs.epochs(run.id)).map((epoch) => [epoch.epoch, epoch]));
  const context = { engine, seed: run.seed, now: () => performance.now(), ...recordedExecutor(run) };
  let steps = 0;
  let weights = 0;
  let epochCount = 0;
  for await (const event of train(runConfigSchema.parse(run.parameters), trainingDataOf(dataset), context)) {
    if (event.kind === 'steps') {
      for (const [name, values] of Object.entries(event.metrics)) {
        const recordedAt = recordedOf.get(name) ?? recordedSteps(store, run.id, name);
        recordedOf.set(name, recordedAt);
        for (const [index, value] of values.entries()) {
          const recorded = await recordedAt(event.firstStep + index);
          if (!Object.is(recorded, value)) differ(name, `${name} at step ${event.firstStep + index}: recorded ${recorded}, now ${value}`);
        }
      }
      steps += countSteps(event);
    } else if (event.kind === 'epoch') {
      compareEpoch(event, epochs.get(event.epoch), differ);
      epochCount++;
    } else if (event.kind === 'checkpoint' && event.checkpoint.step === run.totalSteps) {
      weights = await compareWeights(store, run, event, differ);
    }
  }
  return { steps, epochs: epochCount, weights, differences: [...differences.values()] };
}

type Differ = (kind: string, sentence: string) => void;

function compareEpoch(event: EpochEvent, recorded: Epoch | undefined, differ: Differ): void {
  for (const key of metricKeysOf([event, ...(recorded === undefined ? [] : [recorded])])) {
    const [before, now] = [recorded === undefined ? null : metricValue(recorded.metrics, key), metricValue(event.metrics, key)];
    const name = metricKeyText(key);
    if (!Object.is(before, now)) differ(name, `${name} of epoch ${event.epoch}: recorded ${before}, now ${now}`);
  }
}

/** Returns the number of compared weights. */
async function compareWeights(store: Store, run: Run, { checkpoint }: CheckpointEvent, differ: Differ): Promise<number> {
  const kept = (await store.recordings.checkpoints(run.id)).findLast(({ step }) => step === run.totalSteps);
  if (kept === undefined) {
    differ('weights', 'weights: no checkpoint of the last step was kept');
    return 0;
  }
  const { state: recorded } = decodeCheckpoint(await store.blobs.get(kept.blob));
  let count = 0;
  for (const [name, { values }] of Object.entries(checkpoint.state).filter(([key]) => !key.startsWith('optimizer/'))) {
    const before = recorded[name]?.values;
    const index = values.findIndex((value, subject) => !Object.is(value, before?.[subject]));
    if (index !== -1) differ('weights', `${name}[${index}]: recorded ${before?.[index]}, now ${values[index]}`);
    count += values.length;
  }
  return count;
}
