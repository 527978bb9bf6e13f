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

export interface EventRepository {
  /** Events after the cursor, oldest first. */
  after(cursor: number, limit: number): Promise<readonly StoredEvent[]>;
  lastId(): Promise<number>;
  ofRun(run: string): Promise<readonly StoredEvent[]>;
  /** Runs that are running: what moves between events. */
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
