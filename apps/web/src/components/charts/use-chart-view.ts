'use client';

import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsFloat,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { useCallback } from 'react';
import { spreads } from './group-curves.ts';
import { units } from './progress.ts';
import { smoothings } from './smoothing.ts';

export const scales = ['log', 'linear'] as const;
const fits = ['most', 'all'] as const;
export const legends = ['names', 'values'] as const;
/** Percent of the view. */
export const shares = ['0.5', '1', '2', '5', '10'] as const;

const heights = { least: 140, most: 900, usual: 260 } as const;

/** The settings of a layout, independent of the curves. */
const layoutParsers = {
  x: parseAsStringLiteral(units).withDefault('epoch'),
  y: parseAsStringLiteral(scales).withDefault('log'),
  smooth: parseAsStringLiteral(smoothings).withDefault('gaussian'),
  over: parseAsStringLiteral(shares).withDefault('1'),
  /** Configurations are drawn, with a band over their seeds; a run without further seeds is one. */
  seeds: parseAsStringLiteral(spreads).withDefault('sd'),
  clip: parseAsBoolean.withDefault(false),
  /** `most`: curves that diverged leave the axis. */
  fit: parseAsStringLiteral(fits).withDefault('most'),
  legend: parseAsStringLiteral(legends).withDefault('names'),
  /** By the name of the metric table. Runs without it are not drawn; where none has it, the cost is. */
  metric: parseAsString.withDefault('cost'),
  height: parseAsInteger.withDefault(heights.usual),
};

const parsers = {
  ...layoutParsers,
  pin: parseAsArrayOf(parseAsString).withDefault([]),
  from: parseAsFloat,
  to: parseAsFloat,
};

export type ChartLayout = inferParserType<typeof layoutParsers>;

const serialize = createSerializer(layoutParsers);

/** A layout as a query string, without default values. */
export function layoutQuery({ x, y, smooth, over, seeds, clip, fit, legend, metric, height }: ChartLayout): string {
  return serialize({ x, y, smooth, over, seeds, clip, fit, legend, metric, height });
}

/** Missing and unknown settings have their defaults. */
export const readLayout: (query: string) => ChartLayout = createLoader(layoutParsers);

/** The chart settings, stored in the address. */
export function useChartView() {
  const [view, setView] = useQueryStates(parsers);
  const { from, to } = view;
  const togglePin = useCallback(
    (id: string) => void setView(({ pin }) => ({ pin: pin.includes(id) ? pin.filter((other) => other !== id) : [...pin, id] })),
    [setView],
  );
  return {
    ...view,
    height: Math.min(heights.most, Math.max(heights.least, view.height)),
    isLog: view.y === 'log',
    range: from !== null && to !== null && from < to ? { from, to } : null,
    set: (change: Partial<Omit<ChartLayout, 'x'>>) => void setView(change),
    setLayout: (layout: ChartLayout) => void setView({ ...layout, ...(layout.x === view.x ? {} : { from: null, to: null }) }),
    // A range in epochs has no meaning in steps, and curves at different times of day cannot be averaged.
    setUnit: (x: typeof view.x) => void setView({ x, from: null, to: null, ...(x === 'clock' ? { seeds: 'each' } : {}) }),
    setRange: (range: { readonly from: number; readonly to: number } | null) =>
      void setView({ from: range === null ? null : fourDigits(range.from), to: range === null ? null : fourDigits(range.to) }),
    togglePin,
  };
}

export type ChartView = ReturnType<typeof useChartView>;

function fourDigits(value: number): number {
  return Math.max(0, Number(value.toFixed(4)));
}
