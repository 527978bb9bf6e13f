'use client';

import { parseAsArrayOf, parseAsBoolean, parseAsFloat, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { spreads } from './group-curves.ts';
import { units } from './progress.ts';
import { smoothings } from './smoothing.ts';

export const scales = ['log', 'linear'] as const;
export const legends = ['names', 'values'] as const;
/** Of what is in view, in percent. */
export const shares = ['0.5', '1', '2', '5', '10'] as const;

const heights = { least: 140, most: 900, usual: 260 } as const;

/** How curves are looked at, kept in the address. */
const parsers = {
  x: parseAsStringLiteral(units).withDefault('epoch'),
  y: parseAsStringLiteral(scales).withDefault('log'),
  smooth: parseAsStringLiteral(smoothings).withDefault('gaussian'),
  over: parseAsStringLiteral(shares).withDefault('1'),
  seeds: parseAsStringLiteral(spreads).withDefault('each'),
  clip: parseAsBoolean.withDefault(false),
  legend: parseAsStringLiteral(legends).withDefault('names'),
  pin: parseAsArrayOf(parseAsString).withDefault([]),
  height: parseAsInteger.withDefault(heights.usual),
  from: parseAsFloat,
  to: parseAsFloat,
};

export function useChartView() {
  const [view, setView] = useQueryStates(parsers);
  const { from, to } = view;
  return {
    ...view,
    height: Math.min(heights.most, Math.max(heights.least, view.height)),
    isLog: view.y === 'log',
    range: from !== null && to !== null && from < to ? { from, to } : null,
    set: (change: Partial<Pick<typeof view, 'y' | 'smooth' | 'over' | 'seeds' | 'clip' | 'legend' | 'height'>>) => void setView(change),
    // A range in epochs means nothing in steps, and at different times of day nothing can be averaged.
    setUnit: (x: typeof view.x) => void setView({ x, from: null, to: null, ...(x === 'clock' ? { seeds: 'each' } : {}) }),
    setRange: (range: { readonly from: number; readonly to: number } | null) =>
      void setView({ from: range === null ? null : fourDigits(range.from), to: range === null ? null : fourDigits(range.to) }),
    togglePin: (id: string) => void setView({ pin: view.pin.includes(id) ? view.pin.filter((other) => other !== id) : [...view.pin, id] }),
  };
}

export type ChartView = ReturnType<typeof useChartView>;

function fourDigits(value: number): number {
  return Math.max(0, Number(value.toFixed(4)));
}
