import type { JsonObject } from '@hourglass/sweeps';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import { jsonObjectSchema, parseJson } from '../json.ts';
import { findRun } from '../repositories/find.ts';

const trainingSchema = z.object({ epochs: z.int().min(1), schedule: z.object({ kind: z.string() }) });

/** The current state of a run that can be extended. */
export interface ExtendableRun {
  readonly key: number;
  readonly id: string;
  readonly sweepKey: number;
  readonly epochs: number;
  readonly totalSteps: number;
  readonly parameters: JsonObject;
  readonly values: string;
}

/** Returns the run to extend, or a sentence that explains why it can't be extended. */
export async function extensionOf(queries: Queries, runId: string): Promise<ExtendableRun | { readonly refusal: string }> {
  const { key, id } = await findRun(queries, runId);
  const run = await queries.run.findUniqueOrThrow({
    where: { key },
    select: { sweepKey: true, kind: true, state: true, parameters: true, values: true, totalSteps: true },
  });
  if (run.kind !== 'run' || run.state !== 'complete') {
    return { refusal: `Run ${id} is a ${run.kind} and ${run.state}, so it can't be extended: only a trained run that is complete can.` };
  }
  const parameters = parseJson(jsonObjectSchema, run.parameters);
  const { epochs, schedule } = trainingSchema.parse(parameters);
  if (schedule.kind === 'cosine') {
    return {
      refusal: `Run ${id} has a cosine schedule, which depends on the total number of epochs: train a new run with more epochs instead.`,
    };
  }
  const whole = await queries.checkpoint.count({ where: { runKey: key, step: run.totalSteps, withOptimizer: true } });
  if (whole === 0) {
    return {
      refusal: `Run ${id} did not keep its optimizer's state, so it can't be extended. Train the run again with a spec that has \`extendable: true\`.`,
    };
  }
  return { key, id, sweepKey: run.sweepKey, epochs, parameters, values: run.values, totalSteps: run.totalSteps };
}
