import type { ClonedFrom, Store } from '@hourglass/db';

/** What a form was opened with, as the origin of its sweep; null if it was deleted meanwhile, which is no reason to refuse the sweep. */
export async function clonedFromOf(store: Store, id: string): Promise<ClonedFrom | null> {
  const [sweep] = await store.sweeps.getMany([id]);
  if (sweep !== undefined) return { sweep: sweep.id, run: null };
  const [run] = await store.runs.getMany([id]);
  return run === undefined ? null : { sweep: run.sweep, run: run.id };
}
