import { z } from 'zod';
import type { Queries } from '../client.ts';
import { jsonObjectSchema, parseJson, valuesSchema } from '../json.ts';
import { appendEvents } from '../repositories/event-log.ts';
import type { Steered, SteeredBy } from '../store.ts';
import { conflict, steeredRun } from './steering-target.ts';

const trainingSchema = z.object({ epochs: z.int().min(1), schedule: z.object({ kind: z.string() }) });

/**
 * Gives a complete run more epochs: it waits, and goes on from the state it kept. What it recorded stays.
 *
 * @throws DbError STATE_CONFLICT
 */
export async function extendRun(transaction: Queries, id: string, epochs: number, { source }: SteeredBy): Promise<Steered> {
  const { key, sweepKey, state, id: runId } = await steeredRun(transaction, id);
  const run = await transaction.run.findUniqueOrThrow({
    where: { key },
    select: { kind: true, parameters: true, values: true, totalSteps: true },
  });
  if (run.kind !== 'run' || state !== 'complete') {
    throw conflict(`Run ${runId} is a ${run.kind} and ${state}, so it can't be extended: only a trained run that is complete can.`);
  }
  const parameters = parseJson(jsonObjectSchema, run.parameters);
  const { epochs: before, schedule } = trainingSchema.parse(parameters);
  if (epochs <= before) {
    throw conflict(`epochs: received ${epochs}; run ${runId} has ${before} epochs, so more than ${before} is allowed.`);
  }
  if (schedule.kind === 'cosine') {
    throw conflict(
      `Run ${runId} has a cosine schedule, which is planned over all its epochs: train it anew with ${epochs} epochs instead.`,
    );
  }
  const whole = await transaction.checkpoint.count({ where: { runKey: key, step: run.totalSteps, withOptimizer: true } });
  if (whole === 0) {
    throw conflict(
      `Run ${runId} did not keep its optimizer's state, so it can't be extended. A spec with \`extendable: true\` keeps it; train the run again with that.`,
    );
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
  await transaction.runValue.updateMany({ where: { runKey: key, key: 'epochs' }, data: { number: epochs } });
  const message = `Run ${runId} goes on from epoch ${before} to epoch ${epochs}.`;
  await appendEvents(transaction, sweepKey, [
    { source, kind: 'run.extended', message, data: { from: before, to: epochs, step: run.totalSteps }, runKey: key },
  ]);
  return { id: runId, message };
}
