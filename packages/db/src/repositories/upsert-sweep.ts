import { isFinished, type RunState, runStates } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import { newId } from '../identifiers.ts';
import type { NewEvent, NewRun, NewSweep } from '../store.ts';
import { appendEvents } from './event-log.ts';
import { insertRuns } from './insert-runs.ts';

const stateSchema = z.enum(runStates);

export interface UpsertedSweep {
  readonly id: string;
  readonly addedRuns: number;
  readonly existed: boolean;
}

/** Creates a sweep, or adds to the one with this fingerprint what it lacks. */
export async function upsertSweep(transaction: Queries, sweep: NewSweep, retry: boolean): Promise<UpsertedSweep> {
  const existing = await transaction.sweep.findUnique({
    where: { fingerprint: sweep.fingerprint },
    select: { key: true, id: true, revision: true },
  });
  if (existing === null) {
    return createSweep(transaction, sweep);
  }
  const { key: sweepKey, id } = existing;
  await transaction.sweep.update({ where: { key: sweepKey }, data: { deletedAt: null } });
  await reviseSpec(transaction, existing, sweep);
  const addedRuns = await addMissingRuns(transaction, sweepKey, sweep.runs);
  const retried = retry ? await retryRuns(transaction, sweepKey) : 0;
  await appendEvents(transaction, sweepKey, extensionEvents(sweep, addedRuns, retried));
  return { id, addedRuns, existed: true };
}

async function createSweep(transaction: Queries, sweep: NewSweep): Promise<UpsertedSweep> {
  const now = BigInt(Date.now());
  const { key: sweepKey, id } = await transaction.sweep.create({
    data: {
      id: newId(),
      fingerprint: sweep.fingerprint,
      name: sweep.name,
      dataset: sweep.dataset,
      axes: JSON.stringify(sweep.axes),
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
      source: 'cli',
      kind: 'sweep.created',
      message: `Sweep ${sweep.name} was created with ${counted(sweep.runs)}.`,
      data: { runs: addedRuns },
    },
  ]);
  return { id, addedRuns, existed: false };
}

/** Keeps every revision: a spec that says the same in other words is a new one. */
async function reviseSpec(
  transaction: Queries,
  existing: { readonly key: number; readonly revision: number },
  sweep: NewSweep,
): Promise<void> {
  const { key: sweepKey, revision } = existing;
  const current = await transaction.sweepRevision.findUniqueOrThrow({ where: { sweepKey_revision: { sweepKey, revision } } });
  const spec = JSON.stringify(sweep.spec);
  if (current.spec === spec && current.specText === sweep.specText) {
    return;
  }
  await transaction.sweepRevision.create({
    data: { sweepKey, revision: revision + 1, spec, specText: sweep.specText, createdAt: BigInt(Date.now()) },
  });
  await transaction.sweep.update({
    where: { key: sweepKey },
    data: { revision: revision + 1, name: sweep.name, axes: JSON.stringify(sweep.axes) },
  });
}

/** Adds the runs that are not there, and takes back the deletion of those that are. */
async function addMissingRuns(transaction: Queries, sweepKey: number, runs: readonly NewRun[]): Promise<number> {
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
const waitingAgain = { state: 'waiting', exitReason: null, endedAt: null } as const;

async function retryRuns(transaction: Queries, sweepKey: number): Promise<number> {
  const where = { sweepKey, state: { in: ['failed', 'stopped'] satisfies RunState[] }, deletedAt: null };
  const runs = await transaction.run.findMany({ where, select: { key: true, state: true, exitReason: true } });
  if (runs.length === 0) {
    return 0;
  }
  await transaction.sweep.update({ where: { key: sweepKey }, data: { wanted: 'run' } });
  await transaction.run.updateMany({ where, data: { ...waitingAgain, wanted: 'run' } });
  const events = runs.map(({ key: runKey, state, exitReason }) => ({
    source: 'cli' as const,
    kind: 'run.retried',
    message: `The run waits again: it was ${state}${exitReason === null ? '.' : `, because: ${exitReason}`}`,
    runKey,
  }));
  await appendEvents(transaction, sweepKey, events);
  return runs.length;
}

function extensionEvents(sweep: NewSweep, addedRuns: number, retried: number): readonly NewEvent[] {
  if (addedRuns + retried === 0) {
    return [];
  }
  const message = `Sweep ${sweep.name} was given again: ${addedRuns} runs were added, ${retried} wait for another try.`;
  return [{ source: 'cli', kind: 'sweep.extended', message, data: { addedRuns, retried } }];
}

function counted(runs: readonly NewRun[]): string {
  const baselines = runs.filter((run) => run.kind === 'baseline').length;
  return `${runs.length - baselines} runs and ${baselines} baselines`;
}
