'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { brushParser } from './brush.ts';
import { statistics } from './prepare-heatmap.ts';
import { shapes } from './relation-axis.ts';
import { costs } from './relation-run.ts';

const parsers = {
  cost: parseAsStringLiteral(costs).withDefault('validation'),
  /** Which parameter is the axis of the network's shape; its layers where null. */
  shape: parseAsStringLiteral(shapes),
  brush: parseAsArrayOf(brushParser, ';').withDefault([]),
  columns: parseAsString,
  rows: parseAsString,
  cell: parseAsStringLiteral(statistics).withDefault('best'),
  against: parseAsString.withDefault('parameterCount'),
};

/** How a sweep is looked at as a whole, kept in the address. */
export function useRelationView() {
  const [view, set] = useQueryStates(parsers);
  return { ...view, set: (change: Partial<typeof view>) => void set(change) };
}

export type RelationView = ReturnType<typeof useRelationView>;
