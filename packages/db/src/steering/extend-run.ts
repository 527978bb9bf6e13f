import type { Queries } from '../client.ts';
import type { Steered, SteeredBy } from '../contract/steering.ts';
import { parseJson, valuesSchema } from '../json.ts';
import { appendEvents } from '../repositories/event-log.ts';
import { extensionOf } from './extension.ts';
import { conflict } from './steering-result.ts';

/**
 * Adds epochs to a complete run: the run returns to `waiting` and resumes from its stored optimizer state. Its recordings are kept.
 *
 * @throws DbError STATE_CONFLICT
 */
export async function extendRun(transaction: Queries, id: string, epochs: number, { source }: SteeredBy): Promise<Steered> {
  const run = await extensionOf(transaction, id);
  if ('refusal' in run) throw conflict(run.refusal);
  const { key, sweepKey, id: runId, epochs: before, parameters } = run;
  if (epochs <= before) {
    throw conflict(`epochs: received ${epochs}; run ${runId} has ${before} epochs, so more than ${before} is allowed.`);
  }
  const totalSteps = (run.totalSteps / before) * epochs;
  await transaction.run.update({
    where: { key },
    data: {
      parameters: JSON.stringify({ ...parameters, epochs }),
      values: JSON.stringify({ ...parseJson(valuesSchema, run.values), epochs }),
      totalSteps,
      state: 'waiting',
      wanted: 'run',
      endedAt: null,
      deaths: 0,
    },
    select: { key: true },
  });
  // Extending a run resumes its stopped sweep, because waiting runs of a stopped sweep are never claimed.
  await transaction.sweep.updateMany({ where: { key: sweepKey, wanted: 'stop' }, data: { wanted: 'run', wantedReason: null } });
  await transaction.runValue.updateMany({ where: { runKey: key, key: 'epochs' }, data: { number: epochs } });
  const message = `Run ${runId} continues from epoch ${before} to epoch ${epochs}.`;
  await appendEvents(transaction, sweepKey, [
    { source, kind: 'run.extended', message, data: { from: before, to: epochs, step: run.totalSteps }, runKey: key },
  ]);
  return { id: runId, message };
}
