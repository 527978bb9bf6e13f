import { at, present } from '@hourglass/presentation/at';
import type uPlot from 'uplot';
import type { ChartPlan, Line, Reference } from './chart-plan.ts';
import { type MarginLabel, placeLabels } from './place-labels.ts';

/** Distance of a label from the plot, and between two labels, in CSS pixels. */
const indent = 6;
const distance = 12;
/** Upper estimate of a character's width in the labels' font, in CSS pixels. */
const characterWidth = 6.5;

/** Draws reference values as dotted horizontal lines. */
export function drawReferences(plot: uPlot, references: readonly Reference[], ink: string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  for (const { position } of inView(plot, references)) {
    ctx.beginPath();
    ctx.moveTo(bbox.left, Math.round(position));
    ctx.lineTo(bbox.left + bbox.width, Math.round(position));
    ctx.stroke();
  }
  ctx.restore();
}

export interface LabelInk {
  readonly colour: (token: string) => string;
  /** Colour of the labels of references. */
  readonly reference: string;
  readonly font: string;
}

interface DrawnLabel extends MarginLabel {
  readonly text: string;
  readonly ink: string;
}

/** Names lines and references in the margin to the right of the plot, where no curve runs. Labels move apart that would overlap. */
export function drawLabels(plot: uPlot, { lines, references }: ChartPlan, { colour, reference, font }: LabelInk): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  const ofLines = lines.flatMap((line): DrawnLabel[] => {
    const position = line.endLabel === null || line.endLabel === '' ? undefined : endInView(plot, line);
    return position === undefined || line.endLabel === null ? [] : [{ text: line.endLabel, ink: colour(line.colour), position }];
  });
  const ofReferences = inView(plot, references).map(({ label, position }): DrawnLabel => ({ text: label, ink: reference, position }));
  const margin = { top: bbox.top, bottom: bbox.top + bbox.height, distance: distance * ratio };
  ctx.save();
  ctx.font = scaledFont(font, ratio);
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  for (const { label, middle } of placeLabels([...ofLines, ...ofReferences], margin)) {
    ctx.fillStyle = label.ink;
    ctx.fillText(label.text, bbox.left + bbox.width + indent * ratio, middle);
  }
  ctx.restore();
}

/** Width of the margin that holds the labels, in CSS pixels. */
export function labelRoom({ lines, references }: ChartPlan): number {
  const texts = [...lines.map(({ endLabel }) => endLabel ?? ''), ...references.map(({ label }) => label)];
  const longest = Math.max(0, ...texts.map(({ length }) => length));
  return 2 * indent + 2 + characterWidth * longest;
}

function inView(plot: uPlot, references: readonly Reference[]): readonly { readonly label: string; readonly position: number }[] {
  const { top, height } = plot.bbox;
  return references
    .map(({ label, y }) => ({ label, position: plot.valToPos(y, 'y', true) }))
    .filter(({ position }) => position >= top && position <= top + height);
}

/** The height at which a line ends, or leaves the view on the right, in pixels. */
function endInView(plot: uPlot, { x, y }: Line): number | undefined {
  const { min, max } = present(plot.scales.x, 'x scale');
  // Without data, the axis has no range.
  if (min === undefined || min === null || max === undefined || max === null) return undefined;
  const pixels = (index: number) => ({ left: plot.valToPos(at(x, index), 'x', true), top: plot.valToPos(at(y, index), 'y', true) });
  const last = x.findLastIndex((position, index) => position <= max && Number.isFinite(y[index]));
  if (last === -1 || at(x, last) < min) return undefined;
  const end = pixels(last);
  if (!Number.isFinite(y[last + 1])) return end.top;
  const next = pixels(last + 1);
  const edge = plot.bbox.left + plot.bbox.width;
  return end.top + ((edge - end.left) / (next.left - end.left)) * (next.top - end.top);
}

function scaledFont(font: string, ratio: number): string {
  return font.replace(/^([\d.]+)px/, (_, size: string) => `${Number(size) * ratio}px`);
}
