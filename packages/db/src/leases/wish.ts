import { strongestWish, type Wanted, wantedStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';

const wantedSchema = z.enum(wantedStates);

/** What a row of a run or a sweep says about what a person wants of it. */
interface Steered {
  readonly wanted: string;
  readonly deletedAt: bigint | null;
  readonly undoUntil: bigint | null;
}

/** What a worker that has the run is to do: the strongest of what is wanted of the run and of its sweep, deletions included. */
export function wishOf(run: Steered, sweep: Steered): Wanted {
  return strongestWish(...[run, sweep].flatMap((steered) => [wantedSchema.parse(steered.wanted), wishOfDeletion(steered)]));
}

/** A deletion asks the worker to let go; the run waits where the deletion can be undone. */
function wishOfDeletion({ deletedAt, undoUntil }: Steered): Wanted {
  if (deletedAt === null) return 'run';
  return undoUntil === null ? 'stop' : 'pause';
}
