import type { RunKind } from '@hourglass/sweeps/run-state';
import type { Database, Queries } from '../client.ts';
import type { NewEvent } from '../contract/events.ts';
import type { Claim, WorkerIdentity } from '../contract/leases.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { findSweep } from '../repositories/find.ts';
import { readRun } from '../repositories/run-reader.ts';
import { keepWorker } from '../workers/keep-worker.ts';
import { rewindInSlices, rewindOrRestart } from './rewind-run.ts';
import type { Witness } from './witness.ts';

export interface ClaimOptions {
  readonly leaseMilliseconds: number;
  readonly sweep?: string;
  readonly kind?: RunKind;
}

/**
 * Claims the next waiting run, or returns null. Selecting and claiming run in one immediate transaction, so only one of several concurrent
 * claimers gets a run.
 */
export async function claimRun(
  database: Database,
  worker: WorkerIdentity,
  options: ClaimOptions & { readonly witness: Witness },
): Promise<Claim | null> {
  const sweepKey = options.sweep === undefined ? undefined : (await findSweep(database.reader, options.sweep)).key;
  const wanted = { worker, sweepKey, kind: options.kind };
  for (;;) {
    // Idle workers poll, so look first without acquiring the write lock.
    const waiting = await nextWaiting(database.reader, wanted);
    if (waiting === null) return null;
    const { key, attempt } = waiting;
    if (attempt > 0) await rewindInSlices(database, key, Prisma.sql`"state" = 'waiting' AND "attempt" = ${attempt}`);
    const claim = await database.write(async (transaction) => {
      const next = await nextWaiting(transaction, wanted);
      if (next === null) return null;
      // Another worker took the run that was rewound, and this one may have any number of rows to remove.
      if (next.attempt > 0 && next.key !== key) return 'again';
      return take(transaction, next, worker, options);
    });
    if (claim !== 'again') return claim;
  }
}

interface WantedRun {
  readonly worker: WorkerIdentity;
  readonly sweepKey: number | undefined;
  readonly kind: RunKind | undefined;
}

const claimedFields = { key: true, kind: true, sweepKey: true, attempt: true, startedAt: true } as const;

/**
 * Selects suspects first (suspects.ts), then baselines (`baseline` sorts before `run`), then by sweep, oldest first, then by insertion order.
 * A suspect needs a worker that holds nothing else. While one waits, a worker that holds something claims nothing more, and a free worker
 * claims nothing but the suspect, so that it can't wait forever.
 */
async function nextWaiting(queries: Queries, { worker, sweepKey, kind }: WantedRun) {
  const where = {
    state: 'waiting',
    wanted: 'run',
    deletedAt: null,
    sweep: { wanted: 'run', deletedAt: null },
    ...(sweepKey === undefined ? {} : { sweepKey }),
  } satisfies Prisma.RunWhereInput;
  const orderBy = [{ kind: 'asc' }, { sweepKey: 'asc' }, { key: 'asc' }] satisfies Prisma.RunOrderByWithRelationInput[];
  const held = await heldBy(queries, worker);
  if (held.some(({ run }) => run.suspect !== null)) return null;
  const suspects = await queries.suspect.findMany({
    where: { run: where },
    orderBy: { run: { key: 'asc' } },
    select: { run: { select: claimedFields } },
  });
  const isFitting = (kind === 'baseline' || suspects.length > 0) && (await isFittingBaseline(queries));
  const suspect = suspects.map(({ run }) => run).find((run) => run.kind === 'run' || !isFitting);
  if (suspect !== undefined) return held.length === 0 && (kind === undefined || kind === suspect.kind) ? suspect : null;
  if (kind === 'baseline' && isFitting) return null;
  return queries.run.findFirst({ where: { ...where, ...(kind === undefined ? {} : { kind }) }, orderBy, select: claimedFields });
}

/** The open leases of a worker. */
function heldBy(queries: Queries, { hostname, bootId, pid, startedAt }: WorkerIdentity) {
  return queries.lease.findMany({
    where: { endedAt: null, worker: { hostname, bootId, pid, startedAt: BigInt(startedAt) } },
    select: { run: { select: { suspect: { select: { runKey: true } } } } },
  });
}

/** Baselines of a dataset share one fit, so a second worker would repeat the same work. */
async function isFittingBaseline(queries: Queries): Promise<boolean> {
  return (await queries.run.findFirst({ where: { kind: 'baseline', state: 'running', deletedAt: null }, select: { key: true } })) !== null;
}

type Next = NonNullable<Awaited<ReturnType<typeof nextWaiting>>>;

async function take(
  transaction: Queries,
  next: Next,
  worker: WorkerIdentity,
  { leaseMilliseconds, witness }: ClaimOptions & { readonly witness: Witness },
): Promise<Claim> {
  const { key, sweepKey } = next;
  const attempt = next.attempt + 1;
  const now = BigInt(witness.now());
  // A run that was never claimed has no recordings to remove.
  const { step: fromStep, events } = next.attempt === 0 ? { step: 0, events: [] } : await rewindOrRestart(transaction, key);
  await transaction.run.update({
    where: { key },
    data: {
      state: 'running',
      attempt,
      step: fromStep,
      startedAt: fromStep > 0 ? (next.startedAt ?? now) : now,
      endedAt: null,
      exitReason: null,
    },
    select: { key: true },
  });
  await transaction.lease.create({
    data: {
      runKey: key,
      attempt,
      workerKey: await keepWorker(transaction, worker, {}, witness),
      milliseconds: leaseMilliseconds,
      claimedAt: now,
      heartbeatAt: now,
      heartbeatUptime: BigInt(witness.host.uptime()),
      fromStep,
    },
    select: { runKey: true },
  });
  await appendEvents(
    transaction,
    sweepKey,
    [...events, startEvent(worker, attempt, fromStep)].map((event) => ({ ...event, runKey: key })),
  );
  return Object.freeze({ run: await readRun(transaction, key), attempt, key });
}

function startEvent(worker: WorkerIdentity, attempt: number, fromStep: number): NewEvent {
  const data = { attempt, step: fromStep, hostname: worker.hostname, pid: worker.pid };
  const who = `worker ${worker.pid} on ${worker.hostname}, attempt ${attempt}`;
  return fromStep > 0
    ? { source: 'worker', kind: 'run.resumed', message: `The run was resumed at step ${fromStep} (${who}).`, data }
    : { source: 'worker', kind: 'run.started', message: `The run was started (${who}).`, data };
}
