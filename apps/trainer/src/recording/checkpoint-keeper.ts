import type { Claim, NewCheckpoint, Recording, Store } from '@hourglass/db';
import { type Checkpoint, type CheckpointEvent, decodeCheckpoint, encodeCheckpoint } from '@hourglass/model';

export interface CheckpointKeeper {
  /** Tells the validation cost of the epoch that the next checkpoint closes. */
  epochEnded(validationCostPerSample: number): void;
  /** Saves the whole state; `write` commits its row together with everything recorded up to its step. */
  save(event: CheckpointEvent, write: (recording: Recording) => Promise<void>): Promise<void>;
  /** Which checkpoints a run keeps that went through all its epochs: its last and its best parameters, and the whole state if it may be extended. */
  finish(options: { readonly extendable: boolean }): Promise<readonly number[]>;
}

/** While a run trains, its last two checkpoints are kept whole, and the best epoch's parameters. */
export function createCheckpointKeeper(store: Store, claim: Claim): CheckpointKeeper {
  let best = claim.run.bestValidationCost ?? Number.POSITIVE_INFINITY;
  let validationCost: number | null = null;

  async function describe({ checkpoint, epoch }: Pick<CheckpointEvent, 'checkpoint' | 'epoch'>): Promise<NewCheckpoint> {
    const blob = await store.blobs.put(encodeCheckpoint(checkpoint));
    return { step: checkpoint.step, epoch, blob, withOptimizer: true, validationCostPerSample: validationCost };
  }

  async function describeParameters(event: Pick<CheckpointEvent, 'checkpoint' | 'epoch'>): Promise<NewCheckpoint> {
    return { ...(await describe({ ...event, checkpoint: parametersOnly(event.checkpoint) })), withOptimizer: false };
  }

  /** Newest first: the whole ones, and of the others the last and the best. */
  async function kept() {
    const newestFirst = (await store.recordings.checkpoints(claim.run.id)).toSorted((a, b) => b.step - a.step);
    const whole = newestFirst.filter(({ withOptimizer }) => withOptimizer);
    const slim = newestFirst.filter(({ withOptimizer }) => !withOptimizer);
    return { whole, lastSlim: slim[0], bestSlim: slim.toSorted((a, b) => costOf(a) - costOf(b))[0] };
  }

  return {
    epochEnded(cost) {
      validationCost = cost;
    },
    async save(event, write) {
      const isBest = validationCost !== null && validationCost < best;
      const checkpoint = await describe(event);
      await write({ checkpoint, ...(isBest ? { parametersCheckpoint: await describeParameters(event) } : {}) });
      if (isBest) best = validationCost ?? best;
      validationCost = null;
      const { whole, bestSlim } = await kept();
      const released = await store.recordings.keepCheckpoints(claim, idsOf([...whole.slice(0, 2), bestSlim]));
      await Promise.all(released.map((blob) => store.blobs.remove(blob)));
    },
    async finish({ extendable }) {
      // From the store and not from memory: a run that is resumed at its last step saves nothing more.
      const last = (await kept()).whole[0];
      if (last !== undefined) {
        const event = { epoch: last.epoch, checkpoint: decodeCheckpoint(await store.blobs.get(last.blob)) };
        validationCost = last.validationCostPerSample;
        await store.recordings.record(claim, { parametersCheckpoint: await describeParameters(event) });
      }
      const { whole, lastSlim, bestSlim } = await kept();
      return idsOf([...(extendable ? whole.slice(0, 1) : []), lastSlim, bestSlim]);
    },
  };
}

function idsOf(checkpoints: readonly ({ readonly id: number } | undefined)[]): readonly number[] {
  return checkpoints.flatMap((checkpoint) => (checkpoint === undefined ? [] : [checkpoint.id]));
}

function parametersOnly({ step, state }: Checkpoint): Checkpoint {
  const parameters = Object.entries(state).filter(([name]) => name.startsWith('parameters/'));
  return { step, epochCostSum: 0, epochSeconds: 0, state: Object.fromEntries(parameters) };
}

function costOf({ validationCostPerSample }: NewCheckpoint): number {
  return validationCostPerSample ?? Number.POSITIVE_INFINITY;
}
