import type { Queries } from '../client.ts';
import type { Steered, SteeredBy, SteeringTarget } from '../contract/steering.ts';
import { DbError } from '../errors.ts';
import { appendEvents } from '../repositories/event-log.ts';

const standing = { deletedAt: null, undoUntil: null } as const;

/**
 * Takes a deletion back. What waited or was being trained goes on from its last checkpoint.
 *
 * @throws DbError NOT_FOUND where there was none, or its storage is reclaimed
 */
export async function restore(transaction: Queries, target: SteeringTarget, { source }: SteeredBy): Promise<Steered> {
  if ('run' in target) {
    const { run: id } = target;
    const run = await transaction.run.findUnique({ where: { id }, select: { key: true, sweepKey: true } });
    if (run === null) throw gone('run', id);
    await transaction.run.update({ where: { key: run.key }, data: standing, select: { key: true } });
    const message = `The deletion of run ${id} was taken back.`;
    await appendEvents(transaction, run.sweepKey, [{ source, kind: 'run.restored', message, runKey: run.key }]);
    return { id, message };
  }
  const { sweep: id } = target;
  const sweep = await transaction.sweep.findUnique({ where: { id }, select: { key: true } });
  if (sweep === null) throw gone('sweep', id);
  await transaction.sweep.update({ where: { key: sweep.key }, data: standing, select: { key: true } });
  const message = `The deletion of sweep ${id} was taken back.`;
  await appendEvents(transaction, sweep.key, [{ source, kind: 'sweep.restored', message }]);
  return { id, message };
}

function gone(noun: string, id: string): DbError {
  return new DbError('NOT_FOUND', `The ${noun} ${id} can't be brought back: its storage was reclaimed.`);
}
