import { isFinished, type Wanted } from '@hourglass/sweeps/run-state';
import type { Queries } from '../client.ts';
import type { Steered, SteeredBy } from '../contract/steering.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { conflict, type SteeredRun, steeredRun } from './steering-target.ts';
import { stopWaitingRuns } from './stop-waiting-runs.ts';

const verbs: Readonly<Record<Wanted, string>> = { run: 'resumed', pause: 'paused', stop: 'stopped' };

/** @throws DbError STATE_CONFLICT */
export async function wantRun(transaction: Queries, id: string, wanted: Wanted, by: SteeredBy): Promise<Steered> {
  const run = await steeredRun(transaction, id);
  if (isFinished(run.state)) {
    const other = run.state === 'failed' || run.state === 'stopped' ? ' To train it again: retry.' : '';
    throw conflict(`Run ${run.id} is ${run.state}, so it can't be ${verbs[wanted]}: only a run that waits or runs can.${other}`);
  }
  if (wanted === run.wanted) {
    return { id: run.id, message: `Run ${run.id} is wanted to ${wanted} already.${sweepHint(run, wanted)}`, isUnchanged: true };
  }
  if (wanted === 'stop' && run.state === 'waiting') {
    await stopWaitingRuns(transaction, run.sweepKey, [run.key], by);
    return { id: run.id, message: `Run ${run.id} is stopped.` };
  }
  await transaction.run.update({ where: { key: run.key }, data: { wanted }, select: { key: true } });
  const message = sentence(run, wanted);
  const event = { source: by.source, kind: eventKinds[wanted], message, data: { step: run.step } };
  await appendEvents(transaction, run.sweepKey, [{ ...event, runKey: run.key }]);
  return { id: run.id, message: `${message}${sweepHint(run, wanted)}` };
}

const eventKinds: Readonly<Record<Wanted, string>> = { run: 'run.resume', pause: 'run.pause', stop: 'run.stop' };

function sentence({ id, state }: SteeredRun, wanted: Wanted): string {
  const now = state === 'running' ? 'its worker obeys with its next heartbeat' : 'it waits';
  switch (wanted) {
    case 'run':
      return `Run ${id} goes on: a worker takes it up where it was.`;
    case 'pause':
      return `Run ${id} is to pause: ${now}.`;
    case 'stop':
      return `Run ${id} is to stop: ${now}.`;
  }
}

/** What holds for the sweep holds for its runs. */
function sweepHint({ sweepId, sweepWanted }: SteeredRun, wanted: Wanted): string {
  return wanted === 'run' && sweepWanted !== 'run'
    ? ` Its sweep is wanted to ${sweepWanted}, so it waits until sweep ${sweepId} is resumed.`
    : '';
}
