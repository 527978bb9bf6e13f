import type { Database } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import { findMany } from '../repositories/find-many.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import type { Decision, RunAction } from './action.ts';
import { readSteeredRuns, type SteeredRun } from './steered-rows.ts';
import { conflict, type SteeringResult } from './steering-result.ts';

/**
 * Applies an action to runs in slices. Each run is processed once, by its state in the transaction that changes it. Returns the results in
 * the requested order.
 */
export async function steerRuns(
  database: Database,
  ids: readonly string[],
  action: RunAction,
  onProgress?: OnProgress,
): Promise<readonly SteeringResult[]> {
  const seen = new Set<number>();
  const slices = await writeInSlices(
    database,
    ids,
    async (transaction, slice) => {
      const found = await findMany(transaction, 'run', slice, { withDeleted: action.withDeleted ?? false });
      const keys = [...found.values()].filter((key) => typeof key === 'number').filter((key) => !seen.has(key));
      const settled = new Map<number, SteeringResult>();
      const changed: SteeredRun[] = [];
      for (const run of await readSteeredRuns(transaction, [...new Set(keys)])) {
        seen.add(run.key);
        const decision = action.decide(run);
        if ('message' in decision) changed.push(run);
        settled.set(run.key, settledOf(run.id, decision));
      }
      if (changed.length > 0) await action.change(transaction, changed);
      return [...found].flatMap(([id, key]): readonly SteeringResult[] => {
        if (typeof key !== 'number') return [{ id, refusal: key }];
        const one = settled.get(key);
        settled.delete(key);
        return one === undefined ? [] : [one];
      });
    },
    { onProgress },
  );
  return slices.flat();
}

function settledOf(id: string, decision: Decision): SteeringResult {
  if ('refusal' in decision) return { id, refusal: conflict(decision.refusal) };
  if ('unchanged' in decision) return { id, message: decision.unchanged, isUnchanged: true };
  return { id, message: decision.message };
}
