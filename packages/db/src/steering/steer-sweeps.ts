import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import { findMany } from '../repositories/find-many.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import type { SweepAction } from './action.ts';
import { readSteeredSweeps } from './steered-rows.ts';
import { conflict, type SteeringResult } from './steering-result.ts';

/**
 * Applies an action to sweeps: first to the sweeps themselves, in slices, then to their runs. The sweeps' wanted state is committed before
 * any run is changed, so no worker claims a run in between. Repeating the action after a crash completes it.
 */
export async function steerSweeps(
  database: Database,
  ids: readonly string[],
  action: SweepAction,
  onProgress?: OnProgress,
): Promise<readonly SteeringResult[]> {
  const seen = new Set<number>();
  const slices = await writeInSlices(
    database,
    ids,
    (transaction, slice) => steerSlice(transaction, slice, action, seen),
    // If the action changes runs, progress is reported for them, because they take most of the time.
    { onProgress: action.runs === undefined ? onProgress : undefined },
  );
  const decided = slices.flat();
  const changedRuns = await changeRuns(
    database,
    decided.flatMap((one) => ('key' in one ? [one.key] : [])),
    action,
    onProgress,
  );
  return decided.map((one) => ('key' in one ? { id: one.id, message: one.message(changedRuns.get(one.key) ?? 0) } : one));
}

/** A changed sweep, and the function that builds its message once its runs are changed. */
interface ChangedSweep {
  readonly id: string;
  readonly key: number;
  readonly message: (changedRuns: number) => string;
}

async function steerSlice(
  transaction: Queries,
  ids: readonly string[],
  action: SweepAction,
  seen: Set<number>,
): Promise<readonly (SteeringResult | ChangedSweep)[]> {
  const found = await findMany(transaction, 'sweep', ids, { withDeleted: action.withDeleted ?? false });
  const keys = [...found.values()].filter((key) => typeof key === 'number').filter((key) => !seen.has(key));
  const sweeps = new Map((await readSteeredSweeps(transaction, [...new Set(keys)])).map((sweep) => [sweep.key, sweep]));
  const changed = [...sweeps.values()].filter((sweep) => 'message' in action.decide(sweep));
  if (changed.length > 0) await action.change(transaction, changed);
  return [...found].flatMap(([id, key]): readonly (SteeringResult | ChangedSweep)[] => {
    if (typeof key !== 'number') return [{ id, refusal: key }];
    const sweep = sweeps.get(key);
    if (sweep === undefined || seen.has(key)) return [];
    seen.add(key);
    const decision = action.decide(sweep);
    if ('refusal' in decision) return [{ id: sweep.id, refusal: conflict(decision.refusal) }];
    if ('unchanged' in decision) return [{ id: sweep.id, message: decision.unchanged, isUnchanged: true }];
    return [{ id: sweep.id, key, message: decision.message }];
  });
}

/** Returns the number of changed runs of each sweep. */
async function changeRuns(
  database: Database,
  sweepKeys: readonly number[],
  { runs }: SweepAction,
  onProgress?: OnProgress,
): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  if (runs === undefined || sweepKeys.length === 0) return counts;
  const keys = await runs.find(database.reader, sweepKeys);
  const slices = await writeInSlices(database, keys, (transaction, slice) => runs.change(transaction, slice), { onProgress });
  for (const sweepKey of slices.flat()) counts.set(sweepKey, (counts.get(sweepKey) ?? 0) + 1);
  return counts;
}
