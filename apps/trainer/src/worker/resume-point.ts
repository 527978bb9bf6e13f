import { type Claim, DbError, type Store, type Checkpoint as StoredCheckpoint } from '@hourglass/db';
import type { EngineReport } from '@hourglass/engine';
import { type Checkpoint, decodeCheckpoint, ModelError } from '@hourglass/model';
import { messageOf } from '@hourglass/presentation';
import { TrainerError } from '../errors.ts';

export interface ResumePoint {
  /** The run after damaged checkpoints were discarded. */
  readonly claim: Claim;
  readonly checkpoint: Checkpoint | null;
}

/**
 * The newest usable checkpoint. A damaged or missing one is discarded in favour of the one before it, and logged.
 *
 * @throws TrainerError ENGINE_CHANGED where another engine or library made it: training would not continue with the same bits
 */
export async function resumePoint(store: Store, claim: Claim, engine: EngineReport): Promise<ResumePoint> {
  // A run without a resume step has no checkpoint; a retried run keeps only its parameters.
  const last = claim.run.kind === 'baseline' ? null : await store.recordings.lastCheckpoint(claim.run.id);
  if (last === null || !last.withOptimizer) return { claim, checkpoint: null };
  requireSameEngine(claim.run.id, last, engine);
  try {
    return { claim, checkpoint: decodeCheckpoint(await store.blobs.get(last.blob)) };
  } catch (error) {
    if (!isDamage(error)) throw error;
    const { claim: back, released } = await store.leases.withoutCheckpoint(claim, last.id, messageOf(error));
    await store.blobs.remove(released);
    return resumePoint(store, back, engine);
  }
}

function isDamage(error: unknown): boolean {
  if (error instanceof DbError) return error.code === 'BLOB_DAMAGED' || error.code === 'BLOB_MISSING';
  return error instanceof ModelError && error.code === 'CHECKPOINT_DAMAGED';
}

function requireSameEngine(id: string, last: StoredCheckpoint, { name, libraryVersion }: EngineReport): void {
  if (last.engine === name && last.libraryVersion === libraryVersion) return;
  throw new TrainerError(
    'ENGINE_CHANGED',
    `The checkpoint at step ${last.step} was made by ${engineText(last.engine, last.libraryVersion)}, but this worker runs ${engineText(name, libraryVersion)}, which would change the results. Restore that engine and use \`./hourglass runs retry ${id}\`, or start over with \`./hourglass runs retry ${id} --from-start\`.`,
  );
}

function engineText(name: string, libraryVersion: string | null): string {
  return libraryVersion === null ? name : `${name} ${libraryVersion}`;
}
