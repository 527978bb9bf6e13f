import type { CheckpointKeeping, Claim, NewCheckpoint, Recording, Store } from '@hourglass/db';
import { type Checkpoint, type CheckpointData, type CheckpointEvent, decodeCheckpoint, encodeCheckpoint } from '@hourglass/model';
import { isBetterEpoch } from '@hourglass/model/metrics';

/** The records of a checkpoint whose files are on disk. */
export type SavedCheckpoint = Pick<Recording, 'checkpoint' | 'parametersCheckpoint' | 'keep'>;

export interface CheckpointKeeper {
  /** Sets the value of the run's ranking in the epoch that the next checkpoint ends; null where it has none. */
  epochEnded(value: number | null): void;
  /** Sets the costs of that epoch's test samples. They are saved with its parameters if it is the best. */
  samplesTested(testCosts: Float32Array): void;
  /** Writes the files of a checkpoint: the full state, and the parameters of the best and of the last epoch. */
  save(event: CheckpointEvent): Promise<SavedCheckpoint>;
  /** The final parameters of a complete run; null where they are saved already, or where there are none. */
  saveLast(): Promise<SavedCheckpoint | null>;
  /** What a complete run keeps. */
  readonly keepAtEnd: CheckpointKeeping;
}

export interface CheckpointKeeperOptions {
  /** Whether a complete run keeps the state that an extension needs. */
  readonly extendable: boolean;
  /** Mean and scale of the data set; saved with each checkpoint. */
  readonly data: CheckpointData;
}

/** While a run trains, keeps its last two full checkpoints, and the best epoch's parameters. */
export function createCheckpointKeeper(store: Store, claim: Claim, { extendable, data }: CheckpointKeeperOptions): CheckpointKeeper {
  const { ranking } = claim.run;
  let best = claim.run.bestValue;
  let epochValue: number | null = null;
  let testCosts: Float32Array | null = null;
  let savedLast = false;

  async function put({ checkpoint, epoch }: Pick<CheckpointEvent, 'checkpoint' | 'epoch'>): Promise<NewCheckpoint> {
    const blob = await store.blobs.put(...encodeCheckpoint({ ...checkpoint, data }));
    return { step: checkpoint.step, epoch, blob, withOptimizer: true };
  }

  async function putParameters(event: Pick<CheckpointEvent, 'checkpoint' | 'epoch'>, tested: Float32Array | null): Promise<NewCheckpoint> {
    const saved = await put({ ...event, checkpoint: networkOnly(event.checkpoint) });
    return { ...saved, withOptimizer: false, ...(tested === null ? {} : { testCosts: tested }) };
  }

  return {
    epochEnded(value) {
      epochValue = value;
    },
    samplesTested(costs) {
      testCosts = costs;
    },
    async save(event) {
      const value = epochValue;
      const tested = testCosts;
      epochValue = null;
      testCosts = null;
      const isBest = isBetterEpoch(value, best, ranking);
      const isLast = event.checkpoint.step === claim.run.totalSteps;
      if (isBest) best = value;
      savedLast = isLast;
      const [parametersCheckpoint, checkpoint] = await Promise.all([
        isBest || isLast ? putParameters(event, isBest ? tested : null) : null,
        // Only an extended run continues from the last step; a worker killed before the run's end repeats the last epoch.
        isLast && !extendable ? null : put(event),
      ]);
      return {
        // After the last step, the end of the run decides what is kept.
        ...(isLast ? {} : { keep: 'training' }),
        ...(checkpoint === null ? {} : { checkpoint }),
        ...(parametersCheckpoint === null ? {} : { parametersCheckpoint }),
      };
    },
    async saveLast() {
      if (savedLast) return null;
      // The run resumed after its last step and trained nothing, so its results are in the store.
      const last = await store.recordings.lastCheckpoint(claim.run.id);
      if (last === null) return null;
      const event = { epoch: last.epoch, checkpoint: decodeCheckpoint(await store.blobs.get(last.blob)) };
      return { parametersCheckpoint: await putParameters(event, null) };
    },
    keepAtEnd: extendable ? 'extendable' : 'complete',
  };
}

function networkOnly({ step, state }: Checkpoint): Checkpoint {
  const network = Object.entries(state).filter(([name]) => !name.startsWith('optimizer/'));
  return { step, epochSums: {}, epochSeconds: 0, state: Object.fromEntries(network) };
}
