import type { Queries } from '../client.ts';
import { appendEvents } from '../repositories/event-log.ts';
import type { Steered, SteeredBy, SteeringTarget } from '../store.ts';
import { steeredRun, steeredSweep } from './steering-target.ts';

/** A tombstone: what is deleted is seen no more, and its worker is asked to let go. */
export async function remove(transaction: Queries, target: SteeringTarget, { source }: SteeredBy): Promise<Steered> {
  const deletedAt = BigInt(Date.now());
  if ('run' in target) {
    const run = await steeredRun(transaction, target.run);
    await transaction.run.update({ where: { key: run.key }, data: { deletedAt }, select: { key: true } });
    const message = `Run ${run.id} was deleted${run.state === 'running' ? '; its worker lets go with its next heartbeat' : ''}.`;
    await appendEvents(transaction, run.sweepKey, [{ source, kind: 'run.deleted', message, data: { id: run.id }, runKey: run.key }]);
    return { id: run.id, message };
  }
  const sweep = await steeredSweep(transaction, target.sweep);
  const message = `Sweep ${sweep.name} (${sweep.id}) was deleted with all its runs.`;
  await appendEvents(transaction, sweep.key, [{ source, kind: 'sweep.deleted', message, data: { id: sweep.id } }]);
  await transaction.sweep.update({ where: { key: sweep.key }, data: { deletedAt }, select: { key: true } });
  return { id: sweep.id, message };
}
