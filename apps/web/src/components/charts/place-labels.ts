import { at } from '@hourglass/presentation/at';

/** A label beside a chart, at the height of what it names. */
export interface MarginLabel {
  /** Where its middle should be, in pixels from the top. */
  readonly position: number;
}

export interface PlacedLabel<Label extends MarginLabel> {
  readonly label: Label;
  /** Where its middle is. */
  readonly middle: number;
}

export interface LabelMargin {
  readonly top: number;
  readonly bottom: number;
  /** Smallest distance between the middles of two labels. */
  readonly distance: number;
}

/**
 * Places labels in one column so that none overlaps another: each as near to its position as the others allow, in the order of the positions. Where
 * the column has no room for all, the last ones given are left out.
 */
export function placeLabels<Label extends MarginLabel>(
  labels: readonly Label[],
  { top, bottom, distance }: LabelMargin,
): readonly PlacedLabel<Label>[] {
  const room = Math.max(0, Math.floor((bottom - top) / distance) + 1);
  const ordered = labels.slice(0, room).sort((a, b) => a.position - b.position);
  const middles: number[] = [];
  // Down from the top, then up from the bottom.
  for (const { position } of ordered) middles.push(Math.max(position, top, (middles.at(-1) ?? Number.NEGATIVE_INFINITY) + distance));
  let below = bottom + distance;
  for (let index = middles.length - 1; index >= 0; index--) {
    below = Math.min(at(middles, index), below - distance);
    middles[index] = below;
  }
  return ordered.map((label, index) => ({ label, middle: at(middles, index) }));
}
