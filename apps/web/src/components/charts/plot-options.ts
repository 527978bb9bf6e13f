import type uPlot from 'uplot';
import { resolveColour } from '#components/theme/theme-colours.ts';
import type { ChartPlan } from './chart-plan.ts';
import { drawCurves } from './draw-curves.ts';
import { drawLabels, drawReferences, labelRoom } from './draw-labels.ts';

export interface PlotHandlers {
  /** Always the latest: the options outlive a plan. */
  readonly plan: () => ChartPlan;
  readonly highlight: () => ReadonlySet<string>;
  readonly onZoom: (range: { readonly from: number; readonly to: number } | null) => void;
  /** Position within the plot in values of the axes; null where the pointer is elsewhere. */
  readonly onPoint: (at: Pointer | null) => void;
  /** Charts with the same name share their crosshair. */
  readonly sync: string;
}

export interface Pointer {
  readonly x: number;
  readonly y: number;
}

const labelFont = '11px';

/** uPlot options in the colours of the current theme. */
export function plotOptions(host: HTMLElement, handlers: PlotHandlers): Omit<uPlot.Options, 'width' | 'height'> {
  const { plan, highlight, onZoom, onPoint, sync } = handlers;
  const start = plan();
  const colour = remembered((token) => resolveColour(host, token));
  const font = `${labelFont} ${getComputedStyle(host).fontFamily}`;
  const axis = { font, stroke: colour('var(--ink-faint)'), ticks: { show: false }, labelFont: font } as const;
  return {
    padding: [8, () => labelRoom(plan()), 0, 0],
    legend: { show: false },
    cursor: {
      x: true,
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false },
      sync: { key: sync, setSeries: false, scales: ['x', null] },
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
        values: (_, ticks) => ticks.map((tick) => plan().x.format(tick)),
      },
      {
        ...axis,
        grid: { stroke: colour('var(--grid)'), width: 1 },
        size: (_, values) => 14 + 6.6 * Math.max(3, ...(values ?? []).map((value) => value.length)),
        gap: 6,
        splits: () => [...plan().y.ticks],
        filter: (_, ticks) => ticks,
        values: (_, ticks) => ticks.map((_tick, index) => plan().y.labels[index] ?? ''),
      },
    ],
    // Scales and axes come from the plan, and the curves are drawn in a hook: uPlot's own series is empty.
    series: [{}, { points: { show: false }, paths: () => null }],
    hooks: {
      draw: [
        (plot) => drawCurves(plot, plan(), { colour, highlight: highlight() }),
        (plot) => drawReferences(plot, plan().references, colour('var(--ink-faint)')),
        (plot) => drawLabels(plot, plan(), { colour, reference: colour('var(--ink-soft)'), font }),
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
          // A chart that only follows another's crosshair reports no point.
          if (left < 0 || !plot.over.matches(':hover')) onPoint(null);
          else onPoint({ x: plot.posToVal(left, 'x'), y: plot.posToVal(top, 'y') });
        },
      ],
    },
  };
}

/** Caches colours, because resolving one computes the page's styles. */
function remembered(resolve: (token: string) => string): (token: string) => string {
  const known = new Map<string, string>();
  return (token) => {
    const colour = known.get(token) ?? resolve(token);
    known.set(token, colour);
    return colour;
  };
}
