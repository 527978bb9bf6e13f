import type { StoredEvent, WorkerStatus } from '@hourglass/db';
import type { RunStatus } from './run-row.ts';
import type { SweepRow } from './sweep-row.ts';

export type LiveEvent = Omit<StoredEvent, 'data'>;

/** What happened since the last message. Applying one twice changes nothing. */
export interface LiveMessage {
  /** Id of the last event that this tells of: where to go on from. */
  readonly cursor: number;
  /** Too much happened to tell it one by one: everything on screen is to be asked for again. */
  readonly reset: boolean;
  /** Oldest first. */
  readonly events: readonly LiveEvent[];
  /** Runs that changed, as they stand now. */
  readonly runs: readonly RunStatus[];
  /** Sweeps that changed, as they stand now. */
  readonly sweeps: readonly SweepRow[];
  /** All workers as they stand now, or null where nothing of them changed. */
  readonly workers: readonly WorkerStatus[] | null;
  /** Why nothing can be told at the moment, as a sentence. */
  readonly problem: string | null;
}

export function resetMessage(cursor: number): LiveMessage {
  return { cursor, reset: true, events: [], runs: [], sweeps: [], workers: null, problem: null };
}
