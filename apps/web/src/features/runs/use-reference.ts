'use client';

import { runLabel } from '@hourglass/model/parameters';
import { numberedLabel } from '@hourglass/presentation';
import { skipToken, useQuery } from '@tanstack/react-query';
import { useQueryState } from 'nuqs';
import { pcaBaselineOf } from '#lib/relevant-baselines.ts';
import { useTRPC } from '#lib/trpc.ts';
import type { RunRow } from '#wire/run-row.ts';

interface PageRun extends RunRow {
  readonly varying: readonly string[];
  readonly baselines: readonly RunRow[];
  /** The other runs of its sweep that did best. */
  readonly best: readonly RunRow[];
}

export interface ChosenReference {
  /** What the run is compared with; undefined if there is nothing of the kind. */
  readonly reference: RunRow | undefined;
  /** The id of a chosen run; empty for PCA with the same code size. */
  readonly chosen: string;
  readonly choose: (id: string) => void;
  /** The runs that can be chosen, with their labels. */
  readonly words: Readonly<Record<string, string>>;
}

/** What a run's costs and gains are compared with: PCA, or a run of its sweep, which the address names. */
export function useReference(run: PageRun): ChosenReference {
  const trpc = useTRPC();
  const [given, setGiven] = useQueryState('reference');
  const { data } = useQuery(trpc.runs.get.queryOptions(given === null ? skipToken : { id: given }));
  // Runs of another sweep may have other samples.
  const other = data !== undefined && data.sweep === run.sweep && data.id !== run.id ? data : undefined;
  const others = new Map([...run.best, ...(other === undefined ? [] : [other])].map((each) => [each.id, each]));
  return {
    reference: run.kind === 'run' ? (other ?? pcaBaselineOf(run, run.baselines)) : undefined,
    chosen: other?.id ?? '',
    choose: (id) => void setGiven(id === '' ? null : id),
    words: Object.fromEntries([...others.values()].map((each) => [each.id, numberedLabel(runLabel(each, run.varying), each.number)])),
  };
}
