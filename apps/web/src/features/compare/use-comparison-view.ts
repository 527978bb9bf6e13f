'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { alignments } from './prepare-timeline.ts';

/** What is compared and how it is laid out, kept in the address beside how pictures are looked at. */
export function useComparisonView() {
  const [layout, setLayout] = useQueryStates({
    align: parseAsStringLiteral(alignments).withDefault('epoch'),
    /** Fraction of training, where runs are aligned by it; the end where it is missing. */
    progress: parseAsFloat,
    /** A parameter, a cost, or `listed`. */
    rows: parseAsString.withDefault('listed'),
    descending: parseAsBoolean.withDefault(false),
    /** A parameter; none where empty. */
    group: parseAsString.withDefault(''),
    seeds: parseAsStringLiteral(['each', 'mean']).withDefault('each'),
    /** The run whose worst test samples stand in the columns; the probe set's where empty. */
    tests: parseAsString.withDefault(''),
    /** All labels where empty. */
    labels: parseAsArrayOf(parseAsInteger).withDefault([]),
    /** Samples that were picked, and whether the others are left out. */
    picked: parseAsArrayOf(parseAsInteger).withDefault([]),
    only: parseAsBoolean.withDefault(false),
    /** Rows that stay in sight; the baselines where it is missing. */
    pins: parseAsArrayOf(parseAsString),
    /** The cell that is seen large: `row:sample`. */
    open: parseAsString.withDefault(''),
  });
  return { ...layout, setLayout };
}

export type ComparisonView = ReturnType<typeof useComparisonView>;
