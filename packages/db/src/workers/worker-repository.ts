import { runKinds } from '@hourglass/sweeps/run-state';
import { z } from 'zod';
import type { Database, Queries } from '../client.ts';
import type { HeldRun, WorkerRepository, WorkerStatus } from '../contract/workers.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import { parseJson } from '../json.ts';
import type { Witness } from '../leases/witness.ts';
import { toMilliseconds, toMillisecondsOrNull } from '../numbers.ts';
import { keepWorker } from './keep-worker.ts';
import { readQueue } from './read-queue.ts';

const kindSchema = z.enum(runKinds);
const engineSchema = z
  .object({
    name: z.string(),
    version: z.string(),
    libraryVersion: z.string().nullable(),
    declined: z.array(z.object({ name: z.string(), reason: z.string(), remedy: z.string() }).readonly()).readonly(),
    // Missing in rows that were stored before this field existed.
    gflops: z.number().nullable().default(null),
  })
  .readonly();

export function workerRepository(database: Database, witness: Witness): WorkerRepository {
  return {
    present: (worker, { engine, memoryBytes }) =>
      database.write(
        async (transaction) => {
          const known = { engine: JSON.stringify(engine), memoryBytes: BigInt(Math.round(memoryBytes)) };
          await keepWorker(transaction, worker, known, witness);
        },
        { durability: 'process' },
      ),

    leave: ({ hostname, bootId, pid, startedAt }) =>
      database.write(async (transaction) => {
        await transaction.worker.updateMany({
          where: { hostname, bootId, pid, startedAt: BigInt(startedAt) },
          data: { endedAt: BigInt(witness.now()) },
        });
      }),

    list: (since) => database.snapshot((snapshot) => listWorkers(snapshot, since, witness)),
    queue: ({ limit }) => database.readSql((query) => readQueue(query, limit)),
  };
}

const selection = {
  key: true,
  hostname: true,
  bootId: true,
  pid: true,
  startedAt: true,
  seenAt: true,
  seenUptime: true,
  endedAt: true,
  memoryBytes: true,
  engine: true,
  leases: {
    where: { endedAt: null },
    // A worker may fit a baseline while it trains a run; the run is reported.
    orderBy: [{ run: { kind: 'desc' } }, { claimedAt: 'desc' }],
    take: 1,
    select: {
      attempt: true,
      fromStep: true,
      claimedAt: true,
      heartbeatAt: true,
      heartbeatUptime: true,
      run: {
        select: {
          number: true,
          id: true,
          kind: true,
          step: true,
          totalSteps: true,
          sweep: { select: { id: true, name: true } },
        },
      },
    },
  },
} as const satisfies Prisma.WorkerSelect;

type WorkerRow = Prisma.WorkerGetPayload<{ select: typeof selection }>;
type LeaseRow = WorkerRow['leases'][number];

/** Lists workers. Their clocks may be wrong, so the times of workers on the same boot are converted to this process's clock. */
async function listWorkers(snapshot: Queries, since: number, { host, now }: Witness): Promise<readonly WorkerStatus[]> {
  const { bootId } = host;
  const time = now();
  const uptime = host.uptime();
  /** How far the worker's clock is behind, from a time and an uptime that it recorded together. */
  const lag = (worker: { readonly bootId: string }, reportedAt: bigint, reportedUptime: bigint) =>
    worker.bootId === bootId ? time - (uptime - Number(reportedUptime)) - Number(reportedAt) : 0;
  const rows = await snapshot.worker.findMany({
    where: {
      OR: [
        { bootId, seenUptime: { gte: BigInt(uptime - Math.round(time - since)) }, endedAt: null },
        { bootId: { not: bootId }, seenAt: { gte: BigInt(Math.round(since)) }, endedAt: null },
        { leases: { some: { endedAt: null } } },
      ],
    },
    select: selection,
    orderBy: { key: 'asc' },
  });
  const workers: WorkerStatus[] = [];
  for (const { leases, startedAt, seenAt, seenUptime, endedAt, memoryBytes, engine, ...identity } of rows) {
    const [lease] = leases;
    workers.push(
      Object.freeze({
        ...identity,
        startedAt: Number(startedAt),
        seenAt: toMilliseconds(seenAt) + lag(identity, seenAt, seenUptime),
        endedAt: toMillisecondsOrNull(endedAt),
        memoryBytes: memoryBytes === null ? null : Number(memoryBytes),
        engine: engine === null ? null : parseJson(engineSchema, engine),
        held: lease === undefined ? null : heldRun(lease, lag(identity, lease.heartbeatAt, lease.heartbeatUptime)),
      }),
    );
  }
  return Object.freeze(workers);
}

function heldRun({ run, ...lease }: LeaseRow, lag: number): HeldRun {
  return Object.freeze({
    run: run.id,
    sweep: run.sweep.id,
    sweepName: run.sweep.name,
    kind: kindSchema.parse(run.kind),
    number: run.number,
    attempt: lease.attempt,
    step: run.step,
    totalSteps: run.totalSteps,
    fromStep: lease.fromStep,
    claimedAt: toMilliseconds(lease.claimedAt) + lag,
    heartbeatAt: toMilliseconds(lease.heartbeatAt) + lag,
  });
}
