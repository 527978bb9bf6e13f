import type { Database, Queries } from '../client.ts';
import type { OnProgress } from '../contract/progress.ts';
import { findMany } from '../repositories/find-many.ts';
import { writeInSlices } from '../slices/write-in-slices.ts';
import type { SweepAction } from './action.ts';
import { conflict, type Settled } from './settled.ts';
import { readSteeredSweeps } from './steered-rows.ts';

/**
 * Does an action to sweeps: first, slice by slice, to the sweeps themselves, then to their runs. What is wanted of a sweep is durable before
 * the first of its runs is changed, so that no worker claims one meanwhile, and the action completes when it is repeated after a crash.
 */
export async function steerSweeps(
  database: Database,
  ids: readonly string[],
  action: SweepAction,
  onProgress?: OnProgress,
): Promise<readonly Settled[]> {
  const seen = new Set<number>();
  const slices = await writeInSlices(
    database,
    ids,
    (transaction, slice) => steerSlice(transaction, slice, action, seen),
    // Of an action on runs, too, the runs are what takes its time.
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

/** A sweep that was changed, and what is to be told once its runs are. */
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
): Promise<readonly (Settled | ChangedSweep)[]> {
  const found = await findMany(transaction, 'sweep', ids, { withDeleted: action.withDeleted ?? false });
  const keys = [...found.values()].filter((key) => typeof key === 'number').filter((key) => !seen.has(key));
  const sweeps = new Map((await readSteeredSweeps(transaction, [...new Set(keys)])).map((sweep) => [sweep.key, sweep]));
  const changed = [...sweeps.values()].filter((sweep) => 'message' in action.decide(sweep));
  if (changed.length > 0) await action.change(transaction, changed);
  return [...found].flatMap(([id, key]): readonly (Settled | ChangedSweep)[] => {
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

/** Gives how many runs of each sweep were changed. */
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
