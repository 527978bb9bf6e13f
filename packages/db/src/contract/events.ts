import type { JsonObject } from '@hourglass/sweeps';

export interface NewEvent {
  readonly source: 'cli' | 'web' | 'worker';
  /** For example `sweep.created`, `run.started`, `run.epoch`, `run.complete`, `run.failed`, `run.resumed`, `run.released`, `run.pause`, `lease.lost`, `lease.noticed`, `labels.replaced`. */
  readonly kind: string;
  readonly message: string;
  readonly data?: JsonObject;
}

export interface StoredEvent extends NewEvent {
  readonly id: number;
  readonly time: number;
  readonly sweep: string | null;
  readonly run: string | null;
}

/**
 * The log of changes.
 *
 * Guarantees:
 * - Append-only. Ids increase in the order of commits, so a reader that asks for events after the last id that it has seen misses none.
 * - An event commits in the transaction of the change that it reports: both exist, or neither.
 * - Events outlive their sweep and run, whose ids are null once these are reclaimed.
 * - Every method reads one state of the database, and any process may call it concurrently with writers.
 */
export interface EventRepository {
  /** At most `limit` events with ids above the cursor, oldest first. The time depends on the returned events only. */
  after(cursor: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The id of the newest event; 0 if there is none. */
  lastId(): Promise<number>;
  /** All events of a run, oldest first. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  ofRun(run: string): Promise<readonly StoredEvent[]>;
  /** The progress of runs that a worker holds, in the order of their creation. It changes without events. */
  progress(): Promise<
    readonly {
      readonly run: string;
      readonly sweep: string;
      readonly step: number;
      readonly totalSteps: number;
      readonly heartbeatAt: number;
    }[]
  >;
}
