import type { StoredEvent, WorkerStatus } from '@hourglass/db';

export type LiveEvent = Omit<StoredEvent, 'data'>;

export interface ChangedRun {
  readonly id: string;
  readonly sweep: string;
}

/** What happened since the last message, by name: a page asks for the rows that it shows. Applying one twice changes nothing. */
export interface LiveMessage {
  /** Id of the last event that this tells of: where to go on from. */
  readonly cursor: number;
  /** Too much happened to tell it one by one: everything on screen is to be asked for again. */
  readonly reset: boolean;
  /** Oldest first. */
  readonly events: readonly LiveEvent[];
  /** Runs that events tell of, or that got on in their training. */
  readonly runs: readonly ChangedRun[];
  /** Ids of the sweeps that events tell of. */
  readonly sweeps: readonly string[];
  /** All workers as they stand now, or null where nothing of them changed. */
  readonly workers: readonly WorkerStatus[] | null;
  /** Why nothing can be told at the moment, as a sentence. */
  readonly problem: string | null;
}

export function resetMessage(cursor: number): LiveMessage {
  return { cursor, reset: true, events: [], runs: [], sweeps: [], workers: null, problem: null };
}
