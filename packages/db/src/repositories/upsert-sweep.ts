import { formatRunCounts } from '@hourglass/presentation';
import { currentSamplerVersion, runsOfVersion } from '@hourglass/sweeps';
import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { OnProgress } from '../contract/progress.ts';
import type { AddedRuns, NewRun, NewSweep } from '../contract/sweeps.ts';
import { DbError } from '../errors.ts';
import { newId } from '../identifiers.ts';
import { oneOf } from '../one-of.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import { retrySweeps } from '../steering/retry.ts';
import { addMissingRuns } from './add-missing-runs.ts';
import { appendEvents } from './event-log.ts';
import { findByFingerprint } from './find-by-fingerprint.ts';
import { keepUploads } from './keep-uploads.ts';
import { rankingColumn } from './rankings.ts';

/** How long an interrupted creation stays hidden before it becomes garbage, in milliseconds. */
const hiddenMilliseconds = 3_600_000;

export interface UpsertedSweep extends AddedRuns {
  readonly id: string;
  readonly existed: boolean;
}

export interface UpsertOptions {
  readonly retry: boolean;
  readonly source: NewEvent['source'];
  readonly onProgress?: OnProgress;
  /** Current time in UTC milliseconds; decides whether a deletion can still be undone. */
  readonly now: () => number;
}

/**
 * Creates a sweep, or adds the missing runs to the sweep with this fingerprint. A new or deleted sweep becomes visible when it is
 * complete.
 */
export async function upsertSweep(database: Database, sweep: NewSweep, options: UpsertOptions): Promise<UpsertedSweep> {
  const { retry, source, onProgress } = options;
  const { key, id, existed, runs } = await database.write((transaction) => findOrCreateSweep(transaction, sweep, options));
  await resumeRuns(database, key);
  const added = await addMissingRuns(database, key, runs, { source, ...(onProgress === undefined ? {} : { onProgress }) });
  const retried = retry ? await retryAll(database, key, source) : 0;
  await database.write(async (transaction) => {
    await revealSweep(transaction, key, sweep);
    const event = existed ? extensionEvent(sweep, added, retried) : creationEvent(sweep, runs);
    if (event !== null) await appendEvents(transaction, key, [{ source, ...event }]);
  });
  return { id, ...added, existed };
}

interface FoundOrCreated {
  readonly key: number;
  readonly id: string;
  /** Whether the sweep already existed and was complete. */
  readonly existed: boolean;
  /** All runs of the sweep. */
  readonly runs: readonly NewRun[];
}

/** Finds or creates the sweep's row. Submitting a spec again requests its training, which revokes any pause or stop. */
async function findOrCreateSweep(transaction: Queries, sweep: NewSweep, { source, now }: UpsertOptions): Promise<FoundOrCreated> {
  const existing = await findByFingerprint(transaction, sweep.fingerprint);
  const undoUntil = BigInt(now() + hiddenMilliseconds);
  if (existing === null) return createSweep(transaction, sweep, undoUntil);
  const { key, id } = existing;
  // A deleted sweep is restored at the end of the upsert; extending the undo period protects it from garbage collection until then.
  await transaction.sweep.updateMany({ where: { key, deletedAt: { not: null } }, data: { undoUntil } });
  const resumed = await transaction.sweep.updateMany({
    where: { key, wanted: { not: 'run' } },
    data: { wanted: 'run', wantedReason: null },
  });
  const paused = await transaction.run.findFirst({ where: { sweepKey: key, ...isPaused }, select: { key: true } });
  if (resumed.count > 0 || paused !== null) {
    await appendEvents(transaction, key, [
      { source, kind: 'sweep.resume', message: 'The spec of the sweep was submitted again, so the sweep continues.' },
    ]);
  }
  await reviseSpec(transaction, existing, sweep);
  const created = await transaction.event.findFirst({ where: { sweepKey: key, kind: 'sweep.created' }, select: { id: true } });
  return { key, id, existed: created !== null, runs: runsOfVersion(sweep, existing.samplerVersion) };
}

async function createSweep(transaction: Queries, sweep: NewSweep, undoUntil: bigint): Promise<FoundOrCreated> {
  const now = BigInt(Date.now());
  const { key, id } = await transaction.sweep.create({
    data: {
      id: newId(),
      fingerprint: sweep.fingerprint,
      name: sweep.name,
      dataset: sweep.dataset,
      ...factsColumn(sweep),
      axes: JSON.stringify(sweep.axes),
      ranking: sweep.ranking === undefined ? null : rankingColumn(sweep.ranking),
      samplerVersion: sweep.samplerVersion ?? currentSamplerVersion,
      parent: sweep.clonedFrom?.sweep ?? null,
      parentRun: sweep.clonedFrom?.run ?? null,
      revision: 1,
      createdAt: now,
      updatedAt: now,
      deletedAt: now,
      undoUntil,
      revisions: { create: { revision: 1, spec: JSON.stringify(sweep.spec), specText: sweep.specText, createdAt: now } },
    },
    select: { key: true, id: true },
  });
  await keepUploads(transaction, key, sweep.spec);
  return { key, id, existed: false, runs: sweep.runs };
}

function factsColumn({ facts }: NewSweep): { readonly facts?: string } {
  return facts === undefined ? {} : { facts: JSON.stringify(facts) };
}

const isPaused = { state: { in: ['waiting', 'running'] as string[] }, wanted: 'pause', deletedAt: null };

async function resumeRuns(database: Database, sweepKey: number): Promise<void> {
  const paused = await database.reader.run.findMany({ where: { sweepKey, ...isPaused }, select: { key: true } });
  await writeInSlices(
    database,
    paused.map(({ key }) => key),
    (transaction, slice) => transaction.$executeRaw`
      UPDATE "Run" SET "wanted" = 'run' WHERE "key" IN ${oneOf(slice)} AND "wanted" = 'pause'`,
  );
}

async function retryAll(database: Database, sweepKey: number, source: NewEvent['source']): Promise<number> {
  const { runs } = retrySweeps({ source, fromStart: false });
  const keys = await runs.find(database.reader, [sweepKey]);
  return (await writeInSlices(database, keys, runs.change)).flat().length;
}

/** Appends a revision. A spec with the same meaning but different text is a new revision. */
export async function reviseSpec(
  transaction: Queries,
  existing: { readonly key: number; readonly revision: number },
  sweep: NewSweep,
): Promise<void> {
  const { key: sweepKey, revision } = existing;
  // Adds dataset facts to sweeps that were stored before facts were recorded.
  await transaction.sweep.update({ where: { key: sweepKey }, data: factsColumn(sweep) });
  await keepUploads(transaction, sweepKey, sweep.spec);
  const current = await transaction.sweepRevision.findUniqueOrThrow({ where: { sweepKey_revision: { sweepKey, revision } } });
  const spec = JSON.stringify(sweep.spec);
  if (current.spec === spec && current.specText === sweep.specText) {
    return;
  }
  const holder = await findByFingerprint(transaction, sweep.fingerprint);
  await transaction.sweepRevision.create({
    data: {
      sweepKey,
      revision: revision + 1,
      spec,
      specText: sweep.specText,
      createdAt: BigInt(Date.now()),
      fingerprint: holder === null ? sweep.fingerprint : null,
    },
  });
  await transaction.sweep.update({
    where: { key: sweepKey },
    data: { revision: revision + 1, name: sweep.name, axes: JSON.stringify(sweep.axes) },
  });
}

/** @throws DbError STATE_CONFLICT */
async function revealSweep(transaction: Queries, key: number, { name }: NewSweep): Promise<void> {
  const { count } = await transaction.sweep.updateMany({ where: { key }, data: { deletedAt: null, undoUntil: null } });
  if (count === 0) {
    throw new DbError(
      'STATE_CONFLICT',
      `Sweep ${name} was deleted and its storage reclaimed while runs were added to it: submit its spec again.`,
    );
  }
}

function creationEvent({ name }: NewSweep, runs: readonly NewRun[]): Omit<NewEvent, 'source'> {
  return { kind: 'sweep.created', message: `Sweep ${name} was created with ${counted(runs)}.`, data: { runs: runs.length } };
}

function extensionEvent({ name }: NewSweep, added: AddedRuns, retried: number): Omit<NewEvent, 'source'> | null {
  if (added.addedRuns + added.addedBaselines + retried === 0) {
    return null;
  }
  const message = `Sweep ${name} was submitted again: ${formatRunCounts(added.addedRuns, added.addedBaselines)} were added, ${retried} ${retried === 1 ? 'is' : 'are'} retried.`;
  return { kind: 'sweep.extended', message, data: { ...added, retried } };
}

function counted(runs: readonly NewRun[]): string {
  const baselines = runs.filter((run) => run.kind === 'baseline').length;
  return formatRunCounts(runs.length - baselines, baselines);
}
