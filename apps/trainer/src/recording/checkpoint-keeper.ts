import type { Claim, NewCheckpoint, Recording, Store } from '@hourglass/db';
import { type Checkpoint, type CheckpointEvent, encodeCheckpoint } from '@hourglass/model';

export interface CheckpointKeeper {
  /** Tells the validation cost of the epoch that the next checkpoint closes. */
  epochEnded(validationCostPerSample: number): void;
  /** Saves the whole state; `write` commits its row together with everything recorded up to its step. */
  save(event: CheckpointEvent, write: (recording: Recording) => Promise<void>): Promise<void>;
  /** A run that went through all its epochs keeps its last and its best parameters, without optimizer state. */
  finish(): Promise<void>;
}

/** While a run trains, its last two checkpoints are kept whole, and the best epoch's parameters. */
export function createCheckpointKeeper(store: Store, claim: Claim): CheckpointKeeper {
  let best = claim.run.bestValidationCost ?? Number.POSITIVE_INFINITY;
  let validationCost: number | null = null;
  let last: CheckpointEvent | null = null;

  async function describe({ checkpoint, epoch }: CheckpointEvent, withOptimizer: boolean): Promise<NewCheckpoint> {
    const blob = await store.blobs.put(encodeCheckpoint(withOptimizer ? checkpoint : parametersOnly(checkpoint)));
    return { step: checkpoint.step, epoch, blob, withOptimizer, validationCostPerSample: validationCost };
  }

  async function thin(wholeOnes: number): Promise<void> {
    const kept = await store.recordings.checkpoints(claim.run.id);
    const newestFirst = kept.toSorted((a, b) => b.step - a.step);
    const whole = newestFirst.filter(({ withOptimizer }) => withOptimizer).slice(0, wholeOnes);
    const slim = newestFirst.filter(({ withOptimizer }) => !withOptimizer);
    const bestSlim = slim.toSorted((a, b) => costOf(a) - costOf(b)).slice(0, 1);
    const lastSlim = wholeOnes === 0 ? slim.slice(0, 1) : [];
    const keep = new Set([...whole, ...bestSlim, ...lastSlim].map(({ id }) => id));
    const released = await store.recordings.keepCheckpoints(claim, [...keep]);
    await Promise.all(released.map((blob) => store.blobs.remove(blob)));
  }

  return {
    epochEnded(cost) {
      validationCost = cost;
    },
    async save(event, write) {
      await write({ checkpoint: await describe(event, true) });
      last = event;
      if (validationCost !== null && validationCost < best) {
        best = validationCost;
        await write({ checkpoint: await describe(event, false) });
      }
      await thin(2);
      validationCost = null;
    },
    async finish() {
      if (last === null) return;
      await store.recordings.record(claim, { checkpoint: await describe(last, false) });
      await thin(0);
    },
  };
}

function parametersOnly({ step, state }: Checkpoint): Checkpoint {
  const parameters = Object.entries(state).filter(([name]) => name.startsWith('parameters/'));
  return { step, epochCostSum: 0, epochSeconds: 0, state: Object.fromEntries(parameters) };
}

function costOf({ validationCostPerSample }: NewCheckpoint): number {
  return validationCostPerSample ?? Number.POSITIVE_INFINITY;
}
