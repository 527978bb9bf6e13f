import type { Queries } from '../client.ts';
import type { WorkerIdentity } from '../contract/leases.ts';
import type { Prisma } from '../generated/prisma/client.ts';

/** What is known of a worker now, kept under what identifies it. Gives its key. */
export async function keepWorker(
  transaction: Queries,
  { hostname, bootId, pid, startedAt }: WorkerIdentity,
  known: Pick<Prisma.WorkerCreateInput, 'seenAt' | 'engine' | 'memoryBytes'>,
): Promise<number> {
  const identity = { hostname, bootId, pid, startedAt: BigInt(startedAt) };
  const { key } = await transaction.worker.upsert({
    where: { hostname_bootId_pid_startedAt: identity },
    create: { ...identity, ...known },
    update: { ...known, endedAt: null },
    select: { key: true },
  });
  return key;
}
