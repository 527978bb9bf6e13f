'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { prefetchPictures, useModelSource } from '#components/pictures/use-pictures.ts';
import { requestPictures } from './columns.ts';
import { epochAt } from './prepare-timeline.ts';
import type { Comparison } from './use-comparison.ts';

/** Maximum number of runs whose pictures are prefetched. */
const maxRuns = 24;
const delayMilliseconds = 120;

/** Prefetches the pictures of the adjacent positions, so that stepping shows them immediately. */
export function usePrefetchedNeighbours(comparison: Comparison): void {
  const queryClient = useQueryClient();
  const models = useModelSource();
  const latest = useRef({ comparison, models });
  latest.current = { comparison, models };
  const { timeline, columns } = comparison;
  useEffect(() => {
    if (columns === null || columns.worstOf !== null) return;
    const timer = setTimeout(() => {
      const { comparison: now, models: source } = latest.current;
      const index = timeline.positions.indexOf(timeline.position);
      const runs = now.rows.flatMap(({ members }) => members.map(({ run }) => run)).slice(0, maxRuns);
      for (const position of [timeline.positions[index + 1], timeline.positions[index - 1]]) {
        if (position === undefined) continue;
        for (const run of runs) {
          const recorded = now.recorded.get(run.id) ?? [];
          const epoch = epochAt(
            { ...timeline, position },
            run,
            recorded.map((each) => each.epoch),
          );
          const shown = recorded.find((each) => each.epoch === epoch);
          if (shown !== undefined) prefetchPictures(queryClient, requestPictures(run, shown, columns, now.wantsExact), source);
        }
      }
    }, delayMilliseconds);
    return () => clearTimeout(timer);
  }, [queryClient, timeline, columns]);
}
