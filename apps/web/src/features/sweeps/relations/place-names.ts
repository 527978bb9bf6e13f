import { placeLabels } from '#components/charts/place-labels.ts';
import { characterWidth, type Frame } from './lay-out-xy.ts';
import type { XyLine, XyPlan, XyPoint } from './xy-plan.ts';

/** A text with its left edge and its middle, in pixels. */
export interface PlacedName {
  readonly key: string;
  readonly text: string;
  readonly left: number;
  readonly middle: number;
  /** A CSS colour; null for the usual one of text. */
  readonly colour: string | null;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const textHeight = 13;
/** Half of the extent of a mark. */
const markReach = { prominent: 5, faint: 2 };
const lineGap = 6;
/** Distance between the boxes that stand for a line. */
const lineStep = 4;

/** Where the name of a mark may stand, in order of preference: the direction of its nearest edge from the mark. */
const sides = [
  { x: 1, y: -1 },
  { x: 1, y: 1 },
  { x: -1, y: -1 },
  { x: -1, y: 1 },
  { x: 1, y: 0 },
  { x: -1, y: 0 },
  { x: 0, y: -1 },
  { x: 0, y: 1 },
] as const;

/**
 * The names of lines beside their ends, and of marks beside them, so that no name covers another name or a named or prominent mark, and preferably no
 * other mark and no line. A name without room is left out: pointing at its mark shows it.
 */
export function placeNames({ points, lines }: Pick<XyPlan, 'points' | 'lines'>, frame: Frame): readonly PlacedName[] {
  const ends = lineNames(lines, frame);
  const taken = ends.map(boxOf);
  const marks = points.map((point) => ({ point, box: markBox(point, frame) }));
  const prominent = marks.flatMap(({ point, box }) => (point.isProminent || point.isBaseline ? [box] : []));
  const faint = [
    ...marks.flatMap(({ point, box }) => (point.isProminent || point.isBaseline ? [] : [box])),
    ...lines.flatMap((line) => lineBoxes(line, frame)),
  ];
  const named: PlacedName[] = [];
  for (const { point } of marks) {
    if (point.name === null) continue;
    const candidates = sides
      .map((side) => nameAt(point, point.name ?? '', side, frame))
      .filter((name) => isWithin(boxOf(name), frame) && !overlapsAny(boxOf(name), taken) && !overlapsAny(boxOf(name), prominent));
    const chosen = candidates.find((name) => !overlapsAny(boxOf(name), faint)) ?? candidates[0];
    if (chosen === undefined) continue;
    named.push(chosen);
    taken.push(boxOf(chosen));
  }
  return [...ends, ...named];
}

function lineNames(lines: readonly XyLine[], frame: Frame): readonly PlacedName[] {
  const labels = lines.flatMap(({ key, label, colour, points }) => {
    const end = points.at(-1);
    return label === null || end === undefined
      ? []
      : [{ key, text: label, colour, left: frame.x(end.x) + lineGap, position: frame.y(end.y) }];
  });
  return placeLabels(labels, { top: frame.top, bottom: frame.bottom, distance: textHeight }).map(({ label, middle }) => ({
    ...{ key: label.key, text: label.text, colour: label.colour, left: label.left, middle },
  }));
}

function nameAt({ id, x, y }: XyPoint, text: string, side: (typeof sides)[number], frame: Frame): PlacedName {
  const width = characterWidth * text.length;
  const [markX, markY] = [frame.x(x), frame.y(y)];
  const gap = markReach.prominent + 2;
  const left = side.x === 1 ? markX + gap : side.x === -1 ? markX - gap - width : markX - width / 2;
  const middle = markY + side.y * (side.x === 0 ? gap + textHeight / 2 : textHeight / 2 + 1);
  return { key: id, text, left, middle, colour: null };
}

function boxOf({ text, left, middle }: PlacedName): Box {
  return { left, right: left + characterWidth * text.length, top: middle - textHeight / 2, bottom: middle + textHeight / 2 };
}

function markBox({ x, y, isProminent, isBaseline }: XyPoint, frame: Frame): Box {
  const reach = isProminent || isBaseline ? markReach.prominent : markReach.faint;
  const [markX, markY] = [frame.x(x), frame.y(y)];
  return { left: markX - reach, right: markX + reach, top: markY - reach, bottom: markY + reach };
}

/** A line as small boxes along it. */
function lineBoxes({ points, isStepped }: XyLine, frame: Frame): readonly Box[] {
  const corners = points.flatMap(({ x, y }, index) => {
    const before = points[index - 1];
    const corner = { x: frame.x(x), y: frame.y(y) };
    return isStepped && before !== undefined ? [{ x: corner.x, y: frame.y(before.y) }, corner] : [corner];
  });
  return corners.flatMap((to, index) => {
    const from = corners[index - 1];
    if (from === undefined) return [];
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / lineStep));
    return Array.from({ length: steps + 1 }, (_, step) => {
      const [x, y] = [from.x + ((to.x - from.x) * step) / steps, from.y + ((to.y - from.y) * step) / steps];
      return { left: x - 1, right: x + 1, top: y - 1, bottom: y + 1 };
    });
  });
}

function overlapsAny(box: Box, others: readonly Box[]): boolean {
  return others.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
}

function isWithin(box: Box, frame: Frame): boolean {
  return box.left >= frame.left && box.right <= frame.width && box.top >= 0 && box.bottom <= frame.bottom;
}
