import type uPlot from 'uplot';
import { formatCount, formatFixed } from '#lib/format.ts';
import { resolveColour } from '../theme/theme-colours.ts';
import type { ChartPlan } from './chart-plan.ts';
import { drawEndLabels, drawReferences } from './draw-labels.ts';

export interface PlotHandlers {
  /** Always the latest plan: the options outlive one. */
  readonly plan: () => ChartPlan;
  readonly onZoom: (range: { readonly from: number; readonly to: number } | null) => void;
  /** Position within the plot in values of the axes and in pixels; null where the pointer is elsewhere. */
  readonly onPoint: (at: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null) => void;
}

const labelFont = '11px';

/** What uPlot is to draw, in the colours of the theme at this moment. */
export function plotOptions(host: HTMLElement, handlers: PlotHandlers): Omit<uPlot.Options, 'width' | 'height'> {
  const { plan, onZoom, onPoint } = handlers;
  const start = plan();
  const colour = (token: string) => resolveColour(host, token);
  const font = `${labelFont} ${getComputedStyle(host).fontFamily}`;
  const axis = { font, stroke: colour('var(--ink-faint)'), ticks: { show: false }, labelFont: font } as const;
  const grid = { stroke: colour('var(--grid)'), width: 1 };
  const hasEndLabels = start.lines.some(({ endLabel }) => endLabel !== null);
  const longestEndLabel = Math.max(0, ...start.lines.map(({ endLabel }) => endLabel?.length ?? 0));
  return {
    padding: [8, hasEndLabels ? 14 + 6.5 * longestEndLabel : 12, 0, 0],
    legend: { show: false },
    cursor: {
      x: true,
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
    },
    scales: {
      x: { time: false, range: () => [plan().x.min, plan().x.max] },
      y: { distr: start.y.isLog ? 3 : 1, range: () => [plan().y.min, plan().y.max] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 22,
        gap: 4,
        label: start.x.title,
        labelSize: 16,
        labelGap: 0,
        splits: () => [...plan().x.ticks],
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? formatCount(tick) : String(Number(tick.toPrecision(6))))),
      },
      {
        ...axis,
        grid,
        size: (_, values) => 14 + 6.6 * Math.max(3, ...(values ?? []).map((value) => value.length)),
        gap: 6,
        splits: () => [...plan().y.ticks],
        filter: (_, ticks) => ticks,
        values: (_, ticks) => ticks.map((tick) => formatFixed(tick, plan().y.decimals)),
      },
    ],
    series: [
      {},
      ...start.bands.flatMap(() => [bandEdge, bandEdge]),
      ...start.lines.map(({ colour: stroke, isFaint, hasPoints, isDashed }): uPlot.Series => {
        const resolved = colour(stroke);
        return {
          stroke: resolved,
          width: 1.25,
          alpha: isFaint ? 0.28 : 1,
          ...(isDashed ? { dash: [4, 3] } : {}),
          points: hasPoints ? { show: true, size: 5, width: 0, fill: resolved } : { show: false },
        };
      }),
    ],
    bands: start.bands.map(({ colour: fill }, index) => ({
      series: [2 * index + 2, 2 * index + 1],
      fill: colour(`color-mix(in srgb, ${fill} 16%, transparent)`),
    })),
    hooks: {
      draw: [
        (plot) =>
          drawReferences(plot, plan().references, {
            line: colour('var(--ink-faint)'),
            ink: colour('var(--ink-soft)'),
            halo: colour('var(--page)'),
            font,
          }),
        (plot) => drawEndLabels(plot, plan().lines, { colour, font }),
      ],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          onZoom({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      setCursor: [
        (plot) => {
          const { left = -1, top = -1 } = plot.cursor;
          if (left < 0 || top < 0) onPoint(null);
          else onPoint({ x: plot.posToVal(left, 'x'), y: plot.posToVal(top, 'y'), left: left + plot.bbox.left / devicePixelRatio, top });
        },
      ],
    },
  };
}

const bandEdge: uPlot.Series = { width: 0, points: { show: false } };
