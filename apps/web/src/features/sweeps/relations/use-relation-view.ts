'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { brushParser } from './brush.ts';
import { statistics } from './prepare-heatmap.ts';
import { shapes } from './relation-axis.ts';

const parsers = {
  /** The key of the measure that the views show; null for the default one. */
  measure: parseAsString,
  /** How outliers are shown: at the edge of the views, or fitted like the other runs. */
  apart: parseAsStringLiteral(['edge', 'fitted']).withDefault('edge'),
  /** The parameter on the axis of the network's shape; null for the layer sizes. */
  shape: parseAsStringLiteral(shapes),
  brush: parseAsArrayOf(brushParser, ';').withDefault([]),
  columns: parseAsString,
  rows: parseAsString,
  cell: parseAsStringLiteral(statistics).withDefault('best'),
  against: parseAsString.withDefault('parameterCount'),
};

/** Settings of the views on a whole sweep, stored in the URL. */
export function useRelationView() {
  const [view, set] = useQueryStates(parsers);
  return { ...view, set: (change: Partial<typeof view>) => void set(change) };
}

export type RelationView = ReturnType<typeof useRelationView>;
