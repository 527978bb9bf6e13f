import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type MetricTable, metricTable } from '@hourglass/sweeps/metrics';
import { BlobFiles } from './blobs/blob-files.ts';
import { blobStore, keepBlob } from './blobs/blob-store.ts';
import { Database } from './client.ts';
import type { OpenStoreOptions, Store } from './contract/store.ts';
import { type Connection, openReader, openWriter } from './driver/connection.ts';
import { isUnopened, openCopy } from './driver/copied-database.ts';
import { DbError } from './errors.ts';
import { refuseNetworkFileSystem } from './file-systems.ts';
import { findingRepository } from './finding/finding-repository.ts';
import { createFolder, type HomeLayout, homeLayout, isWritable, requireWritable } from './home.ts';
import { leaseRepository } from './leases/lease-repository.ts';
import { lostRuns, reclaimRuns } from './leases/reclaim-runs.ts';
import type { Witness } from './leases/witness.ts';
import { PointAppender } from './metrics/append-points.ts';
import { metricRepository } from './metrics/metric-repository.ts';
import { migrate } from './migrations/migrate.ts';
import { migrations } from './migrations/migration.ts';
import { isEmpty, pendingMigrations } from './migrations/migration-state.ts';
import { annotationRepository } from './repositories/annotation-repository.ts';
import { eventRepository } from './repositories/event-repository.ts';
import { figureRepository } from './repositories/figure-repository.ts';
import { logRepository } from './repositories/log-repository.ts';
import { reconstructionRepository } from './repositories/reconstruction-repository.ts';
import { recordingRepository } from './repositories/recording-repository.ts';
import { runRepository } from './repositories/run-repository.ts';
import { sweepRepository } from './repositories/sweep-repository.ts';
import { uploadRepository } from './repositories/upload-repository.ts';
import { viewRepository } from './repositories/view-repository.ts';
import { finishStops, unfinishedStops } from './steering/finish-stops.ts';
import { steeringRepository } from './steering/steering-repository.ts';
import { FitFiles } from './storage/fit-files.ts';
import { storageRepository } from './storage/storage-repository.ts';
import { findOwner } from './workers/owner.ts';
import { thisHost } from './workers/this-host.ts';
import { workerRepository } from './workers/worker-repository.ts';

/**
 * Opens the store of a home. A writer creates what is missing and applies migrations; a reader does neither, except in its own copy of a database that
 * is in a folder without write access (driver/copied-database.ts). There it also ends the leases of dead workers, if nobody trains in that home.
 *
 * @throws DbError HOME_UNSUITABLE, DATABASE_MISSING (reader), DATABASE_OLDER (reader), DATABASE_NEWER, DATABASE_UNREADABLE, MIGRATION_FAILED
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const layout = homeLayout(options);
  refuseNetworkFileSystem(dirname(layout.database));
  const database = options.mode === 'write' ? await openForWriting(layout) : await openForReading(layout, options);
  return assemble(layout, database, { witness: witnessOf(layout, options), metrics: options.metrics ?? metricTable });
}

async function openForWriting(layout: HomeLayout): Promise<Database> {
  createFolder(layout.home);
  createFolder(layout.blobs);
  createFolder(dirname(layout.database));
  for (const path of [layout.home, layout.blobs, dirname(layout.database), layout.database]) requireWritable(path);
  const writer = await openWriter(layout.database);
  try {
    await migrate(writer, migrations);
    return new Database(openReader(layout.database), writer);
  } catch (error) {
    writer.close();
    throw error;
  }
}

async function openForReading(layout: HomeLayout, options: OpenStoreOptions): Promise<Database> {
  if (!existsSync(layout.database)) {
    throw missing(layout);
  }
  try {
    const database = readerOf(layout, openReader(layout.database));
    if (isWritable(dirname(layout.database)) || !(await isAbandoned(database, layout, options))) return database;
    await database.close();
  } catch (error) {
    if (isWritable(dirname(layout.database)) || !(isUnopened(error) || isOlder(error))) throw error;
  }
  const copy = await openCopy(layout.database, async (database, folder) => {
    await reclaimRuns(database, witnessOf(layout, options), { isUrgent: true });
    await finishStops(database, join(folder, 'stops.lock'));
  });
  return readerOf(layout, copy);
}

/**
 * Whether a home has runs of dead workers or unfinished stops, which a process with write access would end, and no process that trains. Its lists would
 * show such runs as running forever.
 */
async function isAbandoned(database: Database, layout: HomeLayout, options: OpenStoreOptions): Promise<boolean> {
  const { reader } = database;
  const lost = await lostRuns(database, witnessOf(layout, options));
  const held = await reader.lease.count({ where: { endedAt: null } });
  if (held > lost.length || (held === 0 && (await unfinishedStops(reader)).length === 0)) return false;
  return (await findOwner(layout.home)) === null;
}

function readerOf(layout: HomeLayout, reader: Connection): Database {
  try {
    if (isEmpty(reader)) {
      throw missing(layout);
    }
    if (pendingMigrations(reader, migrations).length > 0) {
      throw new DbError(
        'DATABASE_OLDER',
        `The database ${layout.database} was made by an older version of Hourglass. Start a worker or \`./hourglass up\` once to migrate it.`,
      );
    }
    return new Database(reader, undefined);
  } catch (error) {
    reader.close();
    throw error;
  }
}

function isOlder(error: unknown): boolean {
  return error instanceof DbError && error.code === 'DATABASE_OLDER';
}

function missing({ database }: HomeLayout): DbError {
  return new DbError(
    'DATABASE_MISSING',
    `There is no database at ${database} yet. Start a sweep or \`./hourglass up\` first, or name another home with --home.`,
  );
}

function witnessOf({ database }: HomeLayout, { host = thisHost, now = Date.now }: OpenStoreOptions): Witness {
  const { dev, ino } = statSync(database);
  return { host, now, place: `${host.namespace} ${dev}:${ino}`, openedUptime: host.uptime(), deathsSeen: new Map() };
}

interface Parts {
  readonly witness: Witness;
  readonly metrics: MetricTable;
}

function assemble(layout: HomeLayout, database: Database, { witness, metrics }: Parts): Store {
  const { now } = witness;
  const files = new BlobFiles(layout.blobs);
  const usedFiles = { databasePath: layout.database, fits: new FitFiles(layout.fits) };
  const appender = new PointAppender();
  return Object.freeze({
    home: layout.home,
    sweeps: sweepRepository(database, witness),
    runs: runRepository(database),
    finding: findingRepository(database),
    annotations: annotationRepository(database),
    views: viewRepository(database),
    leases: leaseRepository(database, { appender, witness, stopsPath: layout.stops }),
    workers: workerRepository(database, witness),
    recordings: recordingRepository(database, {
      appender,
      metrics,
      keepBlob: (transaction, blob) => keepBlob(transaction, files, blob),
      settleBlob: (blob) => files.settle(blob),
      witness,
    }),
    metrics: metricRepository(database),
    reconstructions: reconstructionRepository(database),
    figures: figureRepository(database),
    events: eventRepository(database),
    logs: logRepository(database),
    blobs: blobStore(database, files),
    uploads: uploadRepository(database, { files, home: layout.home, ...usedFiles }),
    steering: steeringRepository(database, { files, witness, stopsPath: layout.stops }),
    storage: storageRepository(database, { files, ...usedFiles, now }),
    dataVersion: () => database.dataVersion(),
    close: () => database.close(),
  });
}
