'use client';

import { useMemo } from 'react';
import type { CellSource } from '#components/pictures/paint.ts';
import type { PictureRequest } from '#components/pictures/picture-request.ts';
import { useAllPictures, usePictures } from '#components/pictures/use-pictures.ts';
import { pcaBaselineOf } from '#lib/relevant-baselines.ts';
import type { RunRow } from '#wire/run-row.ts';
import { requestOriginals, requestPictures } from './columns.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';
import type { ComparisonRow } from './row.ts';
import type { Comparison } from './use-comparison.ts';

type RequestedPictures = Pick<Comparison, 'columns' | 'wantsExact' | 'needsReference' | 'baselines' | 'recorded' | 'reference'>;

/** Picture request for each run of a row. */
export function memberRequests(
  row: ComparisonRow,
  { columns, wantsExact }: Pick<RequestedPictures, 'columns' | 'wantsExact'>,
): readonly PictureRequest[] {
  if (columns === null) return [];
  return row.members.flatMap(({ run, shown }) => (shown === null ? [] : [requestPictures(run, shown, columns, wantsExact)]));
}

/** Picture request for what the row is compared with; null if there is nothing or the mode does not need it. */
export function referenceRequest(
  row: ComparisonRow,
  { columns, wantsExact, needsReference, ...among }: RequestedPictures,
): PictureRequest | null {
  const reference = referenceMember(row, among);
  return !needsReference || columns === null || reference === null
    ? null
    : requestPictures(reference.run, reference.shown, columns, wantsExact);
}

/** The chosen reference run, or PCA with the row's code size, with its recorded epoch; null if there is none, and for the reference itself. */
export function referenceMember(
  row: ComparisonRow,
  { baselines, recorded, reference }: Pick<Comparison, 'baselines' | 'recorded' | 'reference'>,
): { readonly run: RunRow; readonly shown: RecordedEpoch } | null {
  const run = row.members[0]?.run;
  if (reference !== null && reference.shown !== null) {
    return row.members.some((member) => member.run.id === reference.run.id) ? null : { run: reference.run, shown: reference.shown };
  }
  const pca = run === undefined || run.kind === 'baseline' ? undefined : pcaBaselineOf(run, baselines);
  const shown = pca === undefined ? undefined : recorded.get(pca.id)?.[0];
  return pca === undefined || shown === undefined ? null : { run: pca, shown };
}

/** Loads the original samples. */
export function useOriginals({ columns, wantsExact }: Pick<RequestedPictures, 'columns' | 'wantsExact'>) {
  const { data, error } = usePictures(columns === null ? null : requestOriginals(columns, wantsExact));
  const source = useMemo(
    (): CellSource | null => (data === undefined ? null : { members: [data], originals: data, reference: null }),
    [data],
  );
  return { originals: source, error };
}

/** Loads a row's pictures; null while they load. */
export function useRowPictures(row: ComparisonRow, originals: CellSource | null, comparison: RequestedPictures) {
  const { pictures, error } = useAllPictures(memberRequests(row, comparison));
  const { data: reference } = usePictures(referenceRequest(row, comparison));
  const source = useMemo(
    (): CellSource | null =>
      pictures === undefined ? null : { members: pictures, originals: originals?.members[0] ?? null, reference: reference ?? null },
    [pictures, originals, reference],
  );
  return { source, error };
}
