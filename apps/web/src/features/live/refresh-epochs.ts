import type { EpochRow } from '#wire/epoch-row.ts';
import type { Caches } from './changed-rows.ts';
import { rowRefresher } from './refresh-rows.ts';

type Query = (input: { readonly id: string; readonly after: number }) => Promise<readonly EpochRow[]>;

/** Fetches only the new epochs of runs on screen, because a run may have thousands. */
export function epochRefresher({ queryClient, trpc }: Pick<Caches, 'queryClient' | 'trpc'>, ask: Query) {
  const keyOf = (id: string) => trpc.runs.epochs.queryKey({ id });
  const refresher = rowRefresher({
    ask: (ids) =>
      Promise.all(
        ids.map(async (id) => {
          const known = queryClient.getQueryData(keyOf(id));
          const last = known?.at(-1);
          return last === undefined ? { id, known, added: null } : { id, known, added: await ask({ id, after: last.epoch }) };
        }),
      ),
    apply: ({ id, known, added }) => {
      // All epochs may have been refetched meanwhile, for example because the run resumed from an earlier checkpoint.
      if (added === null || queryClient.getQueryData(keyOf(id)) !== known)
        void queryClient.invalidateQueries({ queryKey: keyOf(id), exact: true });
      else if (added.length > 0) queryClient.setQueryData(keyOf(id), (epochs) => epochs && [...epochs, ...added]);
    },
  });
  return {
    /** Ignores errors: the live stream fails together with the request, and its next message triggers another refresh. */
    refresh(id: string): void {
      if (queryClient.getQueryCache().find({ queryKey: keyOf(id), exact: true, type: 'active' }) === undefined) {
        void queryClient.invalidateQueries({ queryKey: keyOf(id), exact: true });
      } else void refresher.refresh([id]).catch(() => {});
    },
    stop: refresher.stop,
  };
}
