import type { Database, Queries } from '../client.ts';
import type { Steered, SteeredMany, SteeringTarget } from '../contract/steering.ts';
import { DbError, type DbErrorCode } from '../errors.ts';

/** Handled while others wait for the write lock. */
const batch = 100;

/** Of these nothing was written: whoever throws them looks before it writes. */
const refusals: readonly DbErrorCode[] = ['STATE_CONFLICT', 'NOT_FOUND', 'AMBIGUOUS_ID', 'ID_INVALID'];

/** Does one thing to several, and goes on past those that refuse it. */
export async function steerMany(
  database: Database,
  targets: readonly SteeringTarget[],
  steer: (transaction: Queries, target: SteeringTarget) => Promise<Steered>,
): Promise<SteeredMany> {
  const done: Steered[] = [];
  const refused: SteeredMany['refused'][number][] = [];
  for (let start = 0; start < targets.length; start += batch) {
    const some = targets.slice(start, start + batch);
    const settled = await database.write((transaction) => steerEach(some, (target) => steer(transaction, target)));
    for (const one of settled) {
      if ('reason' in one) refused.push(one);
      else done.push(one);
    }
  }
  return Object.freeze({ done, refused });
}

async function steerEach(targets: readonly SteeringTarget[], steer: (target: SteeringTarget) => Promise<Steered>) {
  const settled: (Steered | SteeredMany['refused'][number])[] = [];
  for (const target of targets) {
    try {
      settled.push(await steer(target));
    } catch (error) {
      if (!(error instanceof DbError && refusals.includes(error.code))) throw error;
      settled.push({ id: 'run' in target ? target.run : target.sweep, reason: error.message });
    }
  }
  return settled;
}
