'use client';

import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { type CellModeName, cellModes } from '#components/pictures/cell-modes.ts';
import type { CellSource } from '#components/pictures/paint.ts';
import { originalsRequest, probeRequest } from '#components/pictures/probe-requests.ts';
import { prefetchPictures, useModelSource, usePictures } from '#components/pictures/use-pictures.ts';
import { epochFor } from '#lib/sample-order.ts';
import { useTRPC } from '#lib/trpc.ts';
import type { RunRow } from '#wire/run-row.ts';

export type ShownRun = Pick<RunRow, 'id' | 'kind' | 'attempt' | 'state' | 'lastReconstructionEpoch' | 'bestEpoch' | 'ranking'>;

/** Recordings of a run's samples at an epoch (null for the last one), with the costs of what it is compared with. */
export function useRecordedSamples(run: ShownRun, reference: ShownRun | undefined, wantedEpoch: number | null) {
  const trpc = useTRPC();
  const { data: recorded } = useQuery(trpc.reconstructions.list.queryOptions({ run: run.id }));
  const epochs = useMemo(() => (recorded ?? []).map(({ epoch }) => epoch), [recorded]);
  const epoch = epochFor(epochs, wantedEpoch ?? Number.POSITIVE_INFINITY);
  const shown = recorded?.find((each) => each.epoch === epoch);
  const { data: probeSet } = useQuery({
    ...trpc.reconstructions.probeSet.queryOptions(shown === undefined ? skipToken : { id: shown.probeSet }),
  });
  const { data: costs } = useQuery({
    ...trpc.reconstructions.costs.queryOptions(epoch === undefined ? skipToken : { run: run.id, epoch }),
    placeholderData: (before) => before,
  });
  const { data: referenceCosts } = useQuery({
    ...trpc.reconstructions.costs.queryOptions(
      reference === undefined || reference.lastReconstructionEpoch === null
        ? skipToken
        : { run: reference.id, epoch: reference.lastReconstructionEpoch },
    ),
  });
  return { recorded, epochs, shown, probeSet, costs, referenceCosts };
}

type Recorded = ReturnType<typeof useRecordedSamples>;

export interface RunPicturesInput extends Pick<Recorded, 'shown' | 'probeSet'> {
  readonly run: ShownRun;
  /** What it is compared with. */
  readonly reference: ShownRun | undefined;
  readonly mode: CellModeName;
}

/** Loads the pictures of a run's samples; null while they load. */
export function useRunPictures({ run, reference, shown, probeSet, mode }: RunPicturesInput) {
  const { wantsExact, needs } = cellModes[mode];
  const requestOf = (of: ShownRun, epoch: number | null | undefined) =>
    probeSet === undefined || shown === undefined || typeof epoch !== 'number'
      ? null
      : probeRequest(of, { ...shown, epoch }, { ...probeSet, wantsExact });
  const { data: pictures, error } = usePictures(requestOf(run, shown?.epoch));
  const { data: originals } = usePictures(probeSet === undefined ? null : originalsRequest(probeSet, wantsExact));
  const { data: referencePictures } = usePictures(
    needs.includes('reference') && reference !== undefined ? requestOf(reference, reference.lastReconstructionEpoch) : null,
  );
  const source = useMemo(
    (): CellSource | null =>
      pictures === undefined ? null : { members: [pictures], originals: originals ?? null, reference: referencePictures ?? null },
    [pictures, originals, referencePictures],
  );
  const originalSource = useMemo(
    (): CellSource | null => (originals === undefined ? null : { members: [originals], originals, reference: null }),
    [originals],
  );
  return { source, originals: originalSource, error, requestAt: (epoch: number) => requestOf(run, epoch) };
}

/** Prefetches the pictures of the adjacent epochs, so that stepping shows them immediately. */
export function useNeighbours(
  epochs: readonly number[],
  epoch: number | undefined,
  requestAt: (epoch: number) => ReturnType<typeof probeRequest> | null,
): void {
  const queryClient = useQueryClient();
  const models = useModelSource();
  const latest = useRef({ requestAt, models });
  latest.current = { requestAt, models };
  useEffect(() => {
    if (epoch === undefined) return;
    const index = epochs.indexOf(epoch);
    for (const neighbour of [epochs[index - 1], epochs[index + 1]]) {
      const request = neighbour === undefined ? null : latest.current.requestAt(neighbour);
      if (request !== null) prefetchPictures(queryClient, request, latest.current.models);
    }
  }, [queryClient, epochs, epoch]);
}
