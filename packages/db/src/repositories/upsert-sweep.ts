import { currentSamplerVersion, runsOfVersion } from '@hourglass/sweeps';
import { isFinished, runStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { SteeredBy } from '../contract/steering.ts';
import type { NewRun, NewSweep } from '../contract/sweeps.ts';
import { newId } from '../identifiers.ts';
import { retryRuns } from '../steering/retry-runs.ts';
import { appendEvents } from './event-log.ts';
import { findByFingerprint } from './find-by-fingerprint.ts';
import { insertRuns } from './insert-runs.ts';

const stateSchema = z.enum(runStates);

export interface UpsertedSweep {
  readonly id: string;
  readonly addedRuns: number;
  readonly existed: boolean;
}

export interface UpsertOptions extends Pick<SteeredBy, 'source'> {
  readonly retry: boolean;
}

/** Creates a sweep, or adds to the one with this fingerprint what it lacks. */
export async function upsertSweep(transaction: Queries, sweep: NewSweep, { retry, source }: UpsertOptions): Promise<UpsertedSweep> {
  const existing = await findByFingerprint(transaction, sweep.fingerprint);
  if (existing === null) {
    return createSweep(transaction, sweep, source);
  }
  const { key: sweepKey, id } = existing;
  await resumeSweep(transaction, sweepKey, source);
  await reviseSpec(transaction, existing, sweep);
  const addedRuns = await addMissingRuns(transaction, sweepKey, runsOfVersion(sweep, existing.samplerVersion));
  const retried = retry ? (await retryRuns(transaction, sweepKey, { source })).count : 0;
  await appendEvents(transaction, sweepKey, extensionEvents(sweep, { addedRuns, retried, source }));
  return { id, addedRuns, existed: true };
}

async function createSweep(transaction: Queries, sweep: NewSweep, source: NewEvent['source']): Promise<UpsertedSweep> {
  const now = BigInt(Date.now());
  const { key: sweepKey, id } = await transaction.sweep.create({
    data: {
      id: newId(),
      fingerprint: sweep.fingerprint,
      name: sweep.name,
      dataset: sweep.dataset,
      ...factsColumn(sweep),
      axes: JSON.stringify(sweep.axes),
      samplerVersion: sweep.samplerVersion ?? currentSamplerVersion,
      revision: 1,
      createdAt: now,
      updatedAt: now,
      revisions: { create: { revision: 1, spec: JSON.stringify(sweep.spec), specText: sweep.specText, createdAt: now } },
    },
    select: { key: true, id: true },
  });
  const addedRuns = await insertRuns(transaction, sweepKey, sweep.runs);
  await appendEvents(transaction, sweepKey, [
    {
      source,
      kind: 'sweep.created',
      message: `Sweep ${sweep.name} was created with ${counted(sweep.runs)}.`,
      data: { runs: addedRuns },
    },
  ]);
  return { id, addedRuns, existed: false };
}

function factsColumn({ facts }: NewSweep): { readonly facts?: string } {
  return facts === undefined ? {} : { facts: JSON.stringify(facts) };
}

/** Whoever gives a spec again wants it trained: nothing of the sweep stays deleted, paused or stopped. */
async function resumeSweep(transaction: Queries, sweepKey: number, source: NewEvent['source']): Promise<void> {
  const paused = await transaction.run.updateMany({
    where: { sweepKey, state: { in: ['waiting', 'running'] }, wanted: 'pause' },
    data: { wanted: 'run' },
  });
  const { count } = await transaction.sweep.updateMany({
    where: { key: sweepKey, wanted: { not: 'run' } },
    data: { wanted: 'run', wantedReason: null },
  });
  await transaction.sweep.update({ where: { key: sweepKey }, data: { deletedAt: null } });
  if (count + paused.count > 0) {
    await appendEvents(transaction, sweepKey, [{ source, kind: 'sweep.resume', message: 'The sweep was given again and goes on.' }]);
  }
}

/** Keeps every revision: a spec that says the same in other words is a new one. */
export async function reviseSpec(
  transaction: Queries,
  existing: { readonly key: number; readonly revision: number },
  sweep: NewSweep,
): Promise<void> {
  const { key: sweepKey, revision } = existing;
  // A sweep that was stored before its data's facts were kept gets them when its spec is given again.
  await transaction.sweep.update({ where: { key: sweepKey }, data: factsColumn(sweep) });
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

/** Adds the runs that are not there, and takes back the deletion of those that are. */
export async function addMissingRuns(transaction: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<number> {
  const known = await transaction.run.findMany({
    where: { sweepKey },
    select: { key: true, fingerprint: true, state: true, deletedAt: true },
  });
  const asked = new Set(runs.map((run) => run.fingerprint));
  const deleted = known.filter((run) => run.deletedAt !== null && asked.has(run.fingerprint));
  const finished = deleted.filter((run) => isFinished(stateSchema.parse(run.state)));
  await transaction.run.updateMany({ where: { key: { in: deleted.map((run) => run.key) } }, data: { deletedAt: null, wanted: 'run' } });
  await transaction.run.updateMany({ where: { key: { in: finished.map((run) => run.key) } }, data: waitingAgain });
  const present = new Set(known.map((run) => run.fingerprint));
  const added = await insertRuns(
    transaction,
    sweepKey,
    runs.filter((run) => !present.has(run.fingerprint)),
  );
  return deleted.length + added;
}

/** A run to be claimed once more; the claim takes it up at its last checkpoint. */
const waitingAgain = { state: 'waiting', exitReason: null, endedAt: null, deaths: 0 } as const;

function extensionEvents(
  sweep: NewSweep,
  { addedRuns, retried, source }: { readonly addedRuns: number; readonly retried: number; readonly source: NewEvent['source'] },
): readonly NewEvent[] {
  if (addedRuns + retried === 0) {
    return [];
  }
  const message = `Sweep ${sweep.name} was given again: ${addedRuns} runs were added, ${retried} wait for another try.`;
  return [{ source, kind: 'sweep.extended', message, data: { addedRuns, retried } }];
}

function counted(runs: readonly NewRun[]): string {
  const baselines = runs.filter((run) => run.kind === 'baseline').length;
  return `${runs.length - baselines} runs and ${baselines} baselines`;
}
