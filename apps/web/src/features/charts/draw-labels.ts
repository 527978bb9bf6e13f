import type uPlot from 'uplot';
import type { Line, Reference } from './chart-plan.ts';

export interface ReferenceInk {
  readonly line: string;
  readonly ink: string;
  readonly halo: string;
  readonly font: string;
}

/** Yardsticks: dashed lines right across, each named where it leaves on the right. */
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
    const [x, y] = [bbox.left + bbox.width - 4 * ratio, labelTops[index] ?? position];
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

/** Names lines at their right end, moved apart where they would lie over each other; a run that is still trained has its end on the way. */
export function drawEndLabels(plot: uPlot, lines: readonly Line[], { colour, font }: EndLabelInk): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const ends = lines.flatMap((line) => {
    const end = line.endLabel === null ? undefined : lastPointBefore(line, plot.scales.x?.max ?? Number.POSITIVE_INFINITY);
    if (end === undefined || line.endLabel === null) return [];
    const position = Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(end.y, 'y', true)));
    const right = Math.min(bbox.left + bbox.width, plot.valToPos(end.x, 'x', true));
    return [{ label: line.endLabel, colour: line.colour, position, right }];
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
    ctx.fillText(end.label, end.right + 6 * ratio, tops[index] ?? end.position);
  });
  ctx.restore();
}

function lastPointBefore({ x, y }: Line, end: number): { readonly x: number; readonly y: number } | undefined {
  for (let index = x.length - 1; index >= 0; index--) {
    const value = y[index] ?? Number.NaN;
    const place = x[index] ?? Number.POSITIVE_INFINITY;
    if (place <= end && Number.isFinite(value)) return { x: place, y: value };
  }
  return undefined;
}

/** Moves positions down until each is a distance from the one above it, and up again from the end; the order stays. */
function spread(positions: readonly number[], distance: number, end: number): readonly number[] {
  const order = positions.map((_, index) => index).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const moved = [...positions];
  let above = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    above = Math.max(positions[index] ?? 0, above + distance);
    moved[index] = above;
  }
  let below = end + distance;
  for (const index of order.reverse()) {
    below = Math.min(moved[index] ?? 0, below - distance);
    moved[index] = below;
  }
  return moved;
}

function scaledFont(font: string, ratio: number): string {
  return font.replace(/^([\d.]+)px/, (_, size: string) => `${Number(size) * ratio}px`);
}
