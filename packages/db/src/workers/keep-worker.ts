import type { Queries } from '../client.ts';
import type { WorkerIdentity } from '../contract/leases.ts';
import type { Prisma } from '../generated/prisma/client.ts';
import type { Witness } from '../leases/witness.ts';

/** Stores a worker's last-seen time and reported details, keyed by its process identity. Returns the worker's key. */
export async function keepWorker(
  transaction: Queries,
  { hostname, bootId, pid, startedAt }: WorkerIdentity,
  known: Pick<Prisma.WorkerCreateInput, 'engine' | 'memoryBytes'>,
  { host, now, place }: Witness,
): Promise<number> {
  const identity = { hostname, bootId, pid, startedAt: BigInt(startedAt) };
  const seen = { ...known, place, seenAt: BigInt(now()), seenUptime: BigInt(host.uptime()) };
  const { key } = await transaction.worker.upsert({
    where: { hostname_bootId_pid_startedAt: identity },
    create: { ...identity, ...seen },
    update: { ...seen, endedAt: null },
    select: { key: true },
  });
  return key;
}
