import type { MetricTable } from '@hourglass/sweeps/metrics';
import type { AnnotationRepository } from './annotations.ts';
import type { BlobStore } from './blobs.ts';
import type { EventRepository } from './events.ts';
import type { FindingRepository } from './finding.ts';
import type { Host } from './hosts.ts';
import type { LeaseRepository } from './leases.ts';
import type { LogRepository } from './logs.ts';
import type { MetricRepository } from './metrics.ts';
import type { ReconstructionRepository } from './reconstructions.ts';
import type { RecordingRepository } from './recordings.ts';
import type { RunRepository } from './runs.ts';
import type { SteeringRepository } from './steering.ts';
import type { StorageRepository } from './storage.ts';
import type { SweepRepository } from './sweeps.ts';
import type { ViewRepository } from './views.ts';
import type { WorkerRepository } from './workers.ts';

/** Everything together, for one home. */
export interface Store {
  readonly home: string;
  readonly sweeps: SweepRepository;
  readonly runs: RunRepository;
  readonly finding: FindingRepository;
  readonly annotations: AnnotationRepository;
  readonly views: ViewRepository;
  readonly leases: LeaseRepository;
  readonly workers: WorkerRepository;
  readonly steering: SteeringRepository;
  readonly recordings: RecordingRepository;
  readonly metrics: MetricRepository;
  readonly reconstructions: ReconstructionRepository;
  readonly events: EventRepository;
  readonly logs: LogRepository;
  readonly blobs: BlobStore;
  readonly storage: StorageRepository;
  /** A number that every commit changes, of whatever process. Quick, so that who waits for something need not look for it again and again. */
  changeMark(): number;
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  /** The folder that holds everything, for example `.hourglass`. */
  readonly home: string;
  /** `file:…`; overrides `<home>/hourglass.db`. */
  readonly databaseUrl?: string;
  /** A reader opens a read-only connection and creates nothing. */
  readonly mode: 'write' | 'read';
  /** The metrics that recordings may name: the product's own, unless a test needs others. */
  readonly metrics?: MetricTable;
  /** The wall clock, UTC milliseconds: the machine's own, unless a test says otherwise. */
  readonly now?: () => number;
  /** The machine that this process runs on, unless a test says otherwise. */
  readonly host?: Host;
}
