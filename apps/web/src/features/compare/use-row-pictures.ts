'use client';

import { useMemo } from 'react';
import type { CellSource } from '#components/pictures/paint.ts';
import type { PictureRequest } from '#components/pictures/picture-request.ts';
import { useAllPictures, usePictures } from '#components/pictures/use-pictures.ts';
import { rivalOf } from '#lib/relevant-baselines.ts';
import type { RunRow } from '#wire/run-row.ts';
import { requestOriginals, requestPictures } from './columns.ts';
import type { RecordedEpoch } from './recorded-epoch.ts';
import type { ComparisonRow } from './row.ts';
import type { Comparison } from './use-comparison.ts';

type RequestedPictures = Pick<Comparison, 'columns' | 'wantsExact' | 'needsRival' | 'baselines' | 'recorded' | 'reference'>;

/** Picture request for each run of a row. */
export function memberRequests(
  row: ComparisonRow,
  { columns, wantsExact }: Pick<RequestedPictures, 'columns' | 'wantsExact'>,
): readonly PictureRequest[] {
  if (columns === null) return [];
  return row.members.flatMap(({ run, shown }) => (shown === null ? [] : [requestPictures(run, shown, columns, wantsExact)]));
}

/** Picture request for what the row is compared with; null if there is nothing or the mode does not need it. */
export function rivalRequest(row: ComparisonRow, { columns, wantsExact, needsRival, ...among }: RequestedPictures): PictureRequest | null {
  const rival = rivalMember(row, among);
  return !needsRival || columns === null || rival === null ? null : requestPictures(rival.run, rival.shown, columns, wantsExact);
}

/** The chosen reference run, or PCA with the row's code size, with its recorded epoch; null if there is none, and for the reference itself. */
export function rivalMember(
  row: ComparisonRow,
  { baselines, recorded, reference }: Pick<Comparison, 'baselines' | 'recorded' | 'reference'>,
): { readonly run: RunRow; readonly shown: RecordedEpoch } | null {
  const run = row.members[0]?.run;
  if (reference !== null && reference.shown !== null) {
    return row.members.some((member) => member.run.id === reference.run.id) ? null : { run: reference.run, shown: reference.shown };
  }
  const rival = run === undefined || run.kind === 'baseline' ? undefined : rivalOf(run, baselines);
  const shown = rival === undefined ? undefined : recorded.get(rival.id)?.[0];
  return rival === undefined || shown === undefined ? null : { run: rival, shown };
}

/** Loads the original samples. */
export function useOriginals({ columns, wantsExact }: Pick<RequestedPictures, 'columns' | 'wantsExact'>) {
  const { data, error } = usePictures(columns === null ? null : requestOriginals(columns, wantsExact));
  const source = useMemo((): CellSource | null => (data === undefined ? null : { members: [data], originals: data, rival: null }), [data]);
  return { originals: source, error };
}

/** Loads a row's pictures; null while they load. */
export function useRowPictures(row: ComparisonRow, originals: CellSource | null, comparison: RequestedPictures) {
  const { pictures, error } = useAllPictures(memberRequests(row, comparison));
  const { data: rival } = usePictures(rivalRequest(row, comparison));
  const source = useMemo(
    (): CellSource | null =>
      pictures === undefined ? null : { members: pictures, originals: originals?.members[0] ?? null, rival: rival ?? null },
    [pictures, originals, rival],
  );
  return { source, error };
}
