import type { JsonObject } from '@hourglass/sweeps';

export interface NewEvent {
  readonly source: 'cli' | 'web' | 'worker';
  /** For example `sweep.created`, `run.started`, `run.epoch`, `run.complete`, `run.failed`, `run.resumed`, `run.released`, `run.pause`, `lease.lost`, `lease.noticed`. */
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
 * Append-only, with increasing ids: an event commits with the change that it tells of, so that a reader who asks for events after the last
 * one it has seen misses no change. Events outlive what they tell of; its ids are null then.
 */
export interface EventRepository {
  /** Events after the cursor, oldest first. Takes time for these events only. */
  after(cursor: number, limit: number): Promise<readonly StoredEvent[]>;
  /** 0 where there is none. */
  lastId(): Promise<number>;
  /** All of a run, oldest first. @throws DbError NOT_FOUND, AMBIGUOUS_ID, ID_INVALID */
  ofRun(run: string): Promise<readonly StoredEvent[]>;
  /** Runs in the hands of a worker, in the order of their creation: what moves between events. */
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
