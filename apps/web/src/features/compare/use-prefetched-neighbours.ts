'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { atlasUrl } from '../reconstructions/urls.ts';
import { prefetchAtlas } from '../reconstructions/use-atlas.ts';
import type { Comparison, RecordedEpoch } from './prepare-comparison.ts';

/** Pictures of this many rows are fetched ahead. */
const mostRows = 24;
const delayMilliseconds = 250;

/** Once the slider rests, fetches the pictures of the epochs beside the one shown, so that stepping shows them at once. */
export function usePrefetchedNeighbours(
  { runs, epochs, epoch }: Comparison,
  recorded: ReadonlyMap<string, readonly RecordedEpoch[]>,
): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(() => {
      const index = epochs.indexOf(epoch);
      const neighbours = [epochs[index - 1], epochs[index + 1]];
      for (const { run, shown } of runs.slice(0, mostRows)) {
        for (const neighbour of recorded.get(run.id) ?? []) {
          if (shown?.layout === undefined || !neighbours.includes(neighbour.epoch)) continue;
          prefetchAtlas(queryClient, atlasUrl(run.id, neighbour.epoch, run.attempt), shown.layout);
        }
      }
    }, delayMilliseconds);
    return () => clearTimeout(timer);
  }, [queryClient, runs, epochs, epoch, recorded]);
}
