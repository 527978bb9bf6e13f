'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { alignments } from './prepare-timeline.ts';

/** State of the compare page, stored in the URL. */
export function useComparisonView() {
  const [layout, setLayout] = useQueryStates({
    align: parseAsStringLiteral(alignments).withDefault('epoch'),
    /** Fraction of training, if runs are aligned by fraction; the end if missing. */
    progress: parseAsFloat,
    /** A parameter, a cost, or `listed` for the original order. */
    rows: parseAsString.withDefault('listed'),
    descending: parseAsBoolean.withDefault(false),
    /** A parameter; empty for no grouping. */
    group: parseAsString.withDefault(''),
    seeds: parseAsStringLiteral(['each', 'mean']).withDefault('each'),
    /** The run whose worst test samples are the columns; empty for the probe set. */
    tests: parseAsString.withDefault(''),
    /** Selected labels; empty for all. */
    labels: parseAsArrayOf(parseAsInteger).withDefault([]),
    /** Picked samples, and whether to hide the others. */
    picked: parseAsArrayOf(parseAsInteger).withDefault([]),
    only: parseAsBoolean.withDefault(false),
    /** Keys of pinned rows; the baselines if missing. */
    pins: parseAsArrayOf(parseAsString),
    /** The run that costs are compared with; empty for PCA with the row's code size. */
    reference: parseAsString.withDefault(''),
    /** The enlarged cell, as `row:sample`; empty for none. */
    open: parseAsString.withDefault(''),
  });
  return { ...layout, setLayout };
}

export type ComparisonView = ReturnType<typeof useComparisonView>;
