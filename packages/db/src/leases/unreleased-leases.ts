import type { Queries } from '../client.ts';
import type { UnreleasedLease } from '../contract/leases.ts';
import { effectiveWanted } from './effective-wanted.ts';

const steered = { wanted: true, deletedAt: true, undoUntil: true } as const;

export async function unreleasedLeases(queries: Queries): Promise<readonly UnreleasedLease[]> {
  const leases = await queries.lease.findMany({
    where: { endedAt: null },
    select: {
      attempt: true,
      run: { select: { key: true, id: true, step: true, ...steered, sweep: { select: steered } } },
      worker: { select: { hostname: true, bootId: true, pid: true, startedAt: true } },
    },
    orderBy: { runKey: 'asc' },
  });
  return Object.freeze(
    leases.flatMap(({ attempt, run: { sweep, ...run }, worker: { startedAt, ...worker } }) => {
      const wanted = effectiveWanted(run, sweep);
      const { id, key, step } = run;
      return wanted === 'run'
        ? []
        : [Object.freeze({ run: id, attempt, key, worker: { ...worker, startedAt: Number(startedAt) }, wanted, step })];
    }),
  );
}
