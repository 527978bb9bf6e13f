'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useMemo } from 'react';
import type { CellSource } from '#components/pictures/paint.ts';
import { codeFigureUrl, type PictureRequest } from '#components/pictures/picture-request.ts';
import { originalsRequest } from '#components/pictures/probe-requests.ts';
import { usePictures } from '#components/pictures/use-pictures.ts';
import { labelName } from '#lib/label-name.ts';
import { type AppRouter, useTRPC } from '#lib/trpc.ts';
import type { RunRow } from '#wire/run-row.ts';

/** A run whose figures are shown. */
export interface FigureRun extends Pick<RunRow, 'id' | 'attempt' | 'state'> {
  readonly name: string;
  /** Whether its decoder gets labels. */
  readonly hasCondition: boolean;
}

type Answers = inferRouterOutputs<AppRouter>;
export type CodeFigure = Answers['codeFigures']['list'][number];
export type FigureProbes = Answers['reconstructions']['probeSet'];

/** Figures are recorded when a run ends. */
export function hasEnded({ state }: Pick<RunRow, 'state'>): boolean {
  return state === 'complete' || state === 'pruned';
}

/** The figures of a run; undefined while they load, and before its end. */
export function useCodeFigures(run: FigureRun | null): readonly CodeFigure[] | undefined {
  const trpc = useTRPC();
  const ofRun = run === null || !hasEnded(run) ? skipToken : { run: run.id, attempt: run.attempt };
  return useQuery(trpc.codeFigures.list.queryOptions(ofRun)).data;
}

/** The samples that the rows of a figure refer to. */
export function useFigureProbes(figure: CodeFigure | undefined): FigureProbes | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.reconstructions.probeSet.queryOptions(figure === undefined ? skipToken : { id: figure.probeSet })).data;
}

/** The labels of probe samples; null where they have none. */
export function probeNames({ labels, classes }: FigureProbes): (probe: number) => string | null {
  return (probe) => {
    const label = labels?.[probe];
    return label === undefined ? null : labelName(label, classes);
  };
}

/** The samples of a figure and the originals of the probe set; null while they load. */
export function useFigurePictures(run: FigureRun, figure: CodeFigure, probeSet: FigureProbes) {
  const { data: decoded, error } = usePictures(requestOf(run, figure, probeSet));
  const { data: originals } = usePictures(originalsRequest(probeSet, false));
  return {
    source: useMemo(
      (): CellSource | null => (decoded === undefined ? null : { members: [decoded], originals: null, reference: null }),
      [decoded],
    ),
    originals: useMemo(
      (): CellSource | null => (originals === undefined ? null : { members: [originals], originals, reference: null }),
      [originals],
    ),
    error,
  };
}

/** The request for the samples of a run's figure. */
export function requestOf(run: FigureRun, { kind, format, layout, low, high }: CodeFigure, probeSet: FigureProbes): PictureRequest {
  return {
    kind: format === 'png' ? 'atlas' : 'exact',
    url: codeFigureUrl(run.id, kind, run.attempt),
    layout: { columns: layout.columns, kind: probeSet.kind, sampleShape: probeSet.sampleShape, low, high },
    samples: `${kind} of ${run.id}`,
  };
}
