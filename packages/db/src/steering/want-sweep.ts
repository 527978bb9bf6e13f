import type { Wanted } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { Steered, SteeredBy } from '../contract/steering.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { conflict, steeredSweep } from './steering-target.ts';
import { stopWaitingRuns } from './stop-waiting-runs.ts';

/** @throws DbError STATE_CONFLICT */
export async function wantSweep(transaction: Queries, id: string, wanted: Wanted, by: SteeredBy): Promise<Steered> {
  const sweep = await steeredSweep(transaction, id);
  const unfinished = await transaction.run.findMany({
    where: { sweepKey: sweep.key, state: { in: ['waiting', 'running'] }, deletedAt: null },
    select: { key: true, state: true },
  });
  if (sweep.wanted === wanted && wanted !== 'stop') {
    return { id: sweep.id, message: `Sweep ${sweep.id} is wanted to ${wanted} already.`, isUnchanged: true };
  }
  if (unfinished.length === 0 && wanted !== 'run') {
    throw conflict(`Every run of sweep ${sweep.id} is finished, so there is nothing to ${wanted}.`);
  }
  await transaction.sweep.update({
    where: { key: sweep.key },
    data: { wanted, wantedReason: by.reason ?? null },
    select: { key: true },
  });
  const running = unfinished.filter(({ state }) => state === 'running').length;
  const message = by.reason ?? sentences[wanted](sweep.id, unfinished.length - running, running);
  await appendEvents(transaction, sweep.key, [{ source: by.source, kind: eventKinds[wanted], message }]);
  if (wanted === 'stop') {
    await stopWaitingRuns(
      transaction,
      sweep.key,
      unfinished.map(({ key }) => key),
      by,
    );
  }
  return { id: sweep.id, message };
}

const eventKinds: Readonly<Record<Wanted, string>> = { run: 'sweep.resume', pause: 'sweep.pause', stop: 'sweep.stop' };

const sentences: Readonly<Record<Wanted, (id: string, waiting: number, running: number) => string>> = {
  run: (id, waiting) => `Sweep ${id} goes on; runs that wait: ${waiting}.`,
  pause: (id, _, running) => `Sweep ${id} is paused${running > 0 ? '; what runs is checkpointed with its next heartbeat' : ''}.`,
  stop: (id, waiting, running) =>
    `Sweep ${id} is stopped; runs ended while they waited: ${waiting}${running > 0 ? `, to end with their next heartbeat: ${running}` : ''}.`,
};
