import { at } from '@hourglass/presentation/at';
import type uPlot from 'uplot';
import type { Line, Reference } from './chart-plan.ts';

export interface ReferenceInk {
  readonly line: string;
  readonly ink: string;
  readonly halo: string;
  readonly font: string;
}

/** Draws reference values as dashed horizontal lines, each labelled at its right end. */
export function drawReferences(plot: uPlot, references: readonly Reference[], { line, ink, halo, font }: ReferenceInk): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const visible = references
    .map(({ label, y }) => ({ label, position: plot.valToPos(y, 'y', true) }))
    .filter(({ position }) => position >= bbox.top && position <= bbox.top + bbox.height);
  const labelTops = spread(
    visible.map(({ position }) => position - 7 * ratio),
    13 * ratio,
    bbox.top + bbox.height,
  );
  ctx.save();
  ctx.font = scaledFont(font, ratio);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.lineWidth = ratio;
  visible.forEach(({ label, position }, index) => {
    ctx.strokeStyle = line;
    ctx.setLineDash([2 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, Math.round(position));
    ctx.lineTo(bbox.left + bbox.width, Math.round(position));
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.strokeStyle = halo;
    ctx.lineWidth = 3 * ratio;
    const [x, y] = [bbox.left + bbox.width - 4 * ratio, at(labelTops, index)];
    ctx.strokeText(label, x, y);
    ctx.fillStyle = ink;
    ctx.fillText(label, x, y);
    ctx.lineWidth = ratio;
  });
  ctx.restore();
}

export interface EndLabelInk {
  readonly colour: (token: string) => string;
  readonly font: string;
}

/** Labels lines at their right end, and moves labels apart that would overlap. */
export function drawEndLabels(plot: uPlot, lines: readonly Line[], { colour, font }: EndLabelInk): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const ends = lines.flatMap((line) => {
    const end = line.endLabel === null ? undefined : endInView(plot, line);
    if (end === undefined || line.endLabel === null) return [];
    const position = Math.min(bbox.top + bbox.height, Math.max(bbox.top, end.top));
    return [{ label: line.endLabel, colour: line.colour, position, right: Math.min(bbox.left + bbox.width, end.left) }];
  });
  const tops = spread(
    ends.map(({ position }) => position),
    12 * ratio,
    bbox.top + bbox.height,
  );
  ctx.save();
  ctx.font = scaledFont(font, ratio);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  ends.forEach((end, index) => {
    ctx.fillStyle = colour(end.colour);
    ctx.fillText(end.label, end.right + 6 * ratio, at(tops, index));
  });
  ctx.restore();
}

/** The pixel where a line ends, or where it leaves the view on the right. */
function endInView(plot: uPlot, { x, y }: Line): { readonly left: number; readonly top: number } | undefined {
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  const pixels = (index: number) => ({ left: plot.valToPos(at(x, index), 'x', true), top: plot.valToPos(at(y, index), 'y', true) });
  const last = x.findLastIndex((position, index) => position <= (max ?? 0) && Number.isFinite(y[index]));
  if (last === -1 || at(x, last) < (min ?? 0)) return undefined;
  const end = pixels(last);
  if (!Number.isFinite(y[last + 1])) return end;
  const next = pixels(last + 1);
  const edge = plot.bbox.left + plot.bbox.width;
  return { left: edge, top: end.top + ((edge - end.left) / (next.left - end.left)) * (next.top - end.top) };
}

/** Moves positions apart to at least `distance`: downwards first, then up from `end`. The order stays. */
function spread(positions: readonly number[], distance: number, end: number): readonly number[] {
  const order = positions.map((_, index) => index).sort((a, b) => at(positions, a) - at(positions, b));
  const moved = [...positions];
  let above = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    above = Math.max(at(positions, index), above + distance);
    moved[index] = above;
  }
  let below = end + distance;
  for (const index of order.reverse()) {
    below = Math.min(at(moved, index), below - distance);
    moved[index] = below;
  }
  return moved;
}

function scaledFont(font: string, ratio: number): string {
  return font.replace(/^([\d.]+)px/, (_, size: string) => `${Number(size) * ratio}px`);
}
