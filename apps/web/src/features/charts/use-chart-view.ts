'use client';

import { parseAsFloat, parseAsStringLiteral, useQueryStates } from 'nuqs';

export const units = ['epoch', 'step'] as const;
export const scales = ['log', 'linear'] as const;
export const smoothings = ['off', 'some', 'much'] as const;

/** Width of the average, as a standard deviation in buckets. */
const smoothingSigmas: Readonly<Record<(typeof smoothings)[number], number>> = { off: 0, some: 2, much: 8 };

/** How curves are looked at, kept in the address. */
export function useChartView() {
  const [view, setView] = useQueryStates({
    x: parseAsStringLiteral(units).withDefault('epoch'),
    y: parseAsStringLiteral(scales).withDefault('log'),
    smooth: parseAsStringLiteral(smoothings).withDefault('some'),
    from: parseAsFloat,
    to: parseAsFloat,
  });
  const { from, to } = view;
  return {
    unit: view.x,
    scale: view.y,
    isLog: view.y === 'log',
    smooth: view.smooth,
    smoothing: smoothingSigmas[view.smooth],
    range: from !== null && to !== null && from < to ? { from, to } : null,
    // A range in epochs means nothing in steps.
    setUnit: (x: (typeof units)[number]) => void setView({ x, from: null, to: null }),
    setScale: (y: (typeof scales)[number]) => void setView({ y }),
    setSmooth: (smooth: (typeof smoothings)[number]) => void setView({ smooth }),
    setRange: (range: { readonly from: number; readonly to: number } | null) =>
      void setView({ from: range === null ? null : fourDigits(range.from), to: range === null ? null : fourDigits(range.to) }),
  };
}

export type ChartView = ReturnType<typeof useChartView>;

function fourDigits(value: number): number {
  return Math.max(0, Number(value.toFixed(4)));
}
