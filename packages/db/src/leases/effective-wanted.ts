import { strongestWanted, type Wanted, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';

const wantedSchema = z.enum(wantedStates);

/** Columns of a run or sweep that define its wanted state. */
interface WantedColumns {
  readonly wanted: string;
  readonly deletedAt: bigint | null;
  readonly undoUntil: bigint | null;
}

/** The wanted state that a worker must follow: the strongest of the run's and its sweep's, including deletions. */
export function effectiveWanted(run: WantedColumns, sweep: WantedColumns): Wanted {
  return strongestWanted(...[run, sweep].flatMap((steered) => [wantedSchema.parse(steered.wanted), wantedByDeletion(steered)]));
}

/** A deletion makes the worker release the run: by a pause if the deletion can be undone, else by a stop. */
function wantedByDeletion({ deletedAt, undoUntil }: WantedColumns): Wanted {
  if (deletedAt === null) return 'run';
  return undoUntil === null ? 'stop' : 'pause';
}
