import type { Queries } from '../client.ts';
import type { RemovedBy, Steered, SteeringTarget } from '../contract/steering.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { steeredRun, steeredSweep } from './steering-target.ts';

/** A tombstone: what is deleted is seen no more, and its worker is asked to let go. */
export async function remove(
  transaction: Queries,
  target: SteeringTarget,
  { source, undoMilliseconds, now }: RemovedBy & { readonly now: number },
): Promise<Steered> {
  const tombstone = { deletedAt: BigInt(now), undoUntil: undoMilliseconds === undefined ? null : BigInt(now + undoMilliseconds) };
  if ('run' in target) {
    const run = await steeredRun(transaction, target.run);
    await transaction.run.update({ where: { key: run.key }, data: tombstone, select: { key: true } });
    const message = `Run ${run.id} was deleted${run.state === 'running' ? '; its worker lets go with its next heartbeat' : ''}.`;
    await appendEvents(transaction, run.sweepKey, [{ source, kind: 'run.deleted', message, data: { id: run.id }, runKey: run.key }]);
    return { id: run.id, message };
  }
  const sweep = await steeredSweep(transaction, target.sweep);
  const message = `Sweep ${sweep.name} (${sweep.id}) was deleted with all its runs.`;
  await appendEvents(transaction, sweep.key, [{ source, kind: 'sweep.deleted', message, data: { id: sweep.id } }]);
  await transaction.sweep.update({ where: { key: sweep.key }, data: tombstone, select: { key: true } });
  return { id: sweep.id, message };
}
