import type { MetricTable } from '@hourglass/sweeps/metrics';
import type { AnnotationRepository } from './annotations.ts';
import type { BlobStore } from './blobs.ts';
import type { EventRepository } from './events.ts';
import type { FigureRepository } from './figures.ts';
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
import type { UploadRepository } from './uploads.ts';
import type { ViewRepository } from './views.ts';
import type { WorkerRepository } from './workers.ts';

/**
 * The store of one home.
 *
 * Guarantees:
 * - Several processes may open the same home at the same time, and every method may be called concurrently, in one process or in several.
 * - Writes of one process commit one after the other; SQLite orders those of several. A read sees every write that committed before it began.
 * - A method that throws changes nothing, except if its repository documents several transactions: then the committed ones stay.
 * - The store never changes a value that it has returned. Callers do not change it either.
 * - In mode `read` every method that writes to the database throws READ_ONLY. Any method that writes can throw DATABASE_BUSY or DISK_FULL.
 */
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
  readonly figures: FigureRepository;
  readonly events: EventRepository;
  readonly logs: LogRepository;
  readonly blobs: BlobStore;
  readonly uploads: UploadRepository;
  readonly storage: StorageRepository;
  /**
   * A number that changes on every commit by any process, and on no read. Cheap enough to poll. Compare it for equality only: it has no order,
   * and two stores give different numbers for the same content.
   */
  dataVersion(): number;
  /** Closes the connections. The caller first awaits its own calls, and makes none afterwards. */
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  /** The folder that holds everything, for example `.hourglass`. */
  readonly home: string;
  /** `file:…`; overrides `<home>/hourglass.db`. */
  readonly databaseUrl?: string;
  /**
   * `read` opens a read-only connection and changes nothing in the home. A database in a folder without write access may be read from a copy, which
   * does not follow later changes.
   */
  readonly mode: 'write' | 'read';
  /** The metrics that recordings may name; the built-in table unless given. For tests. */
  readonly metrics?: MetricTable;
  /** The wall clock in UTC milliseconds; the clock of the machine unless given. For tests. */
  readonly now?: () => number;
  /** The machine that this process runs on unless given. For tests. */
  readonly host?: Host;
}
