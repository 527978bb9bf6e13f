/** Elements that the rows of a list take in turns while it scrolls: a row that leaves gives its element to one that comes. */
export interface RowSlots {
  /** As many as rows can be in sight at once. */
  readonly count: number;
  /** The slot that stands first in the document. */
  readonly first: number;
}

/** The slot of a row. Rows next to each other never share one, as long as there are no more of them than slots. */
export function slotOf(index: number, { count }: Pick<RowSlots, 'count'>): number {
  return index % count;
}

/**
 * Slots for the rows that begin at a place. While a list scrolls they stay where they stand in the document, because moving an
 * element costs as much as making one; at rest the document has the rows in their own order, for the keyboard and for who listens.
 */
export function turnSlots(before: RowSlots, { from, isScrolling, count }: RowsDrawn): RowSlots {
  const first = isScrolling ? before.first : slotOf(from, { count });
  return first === before.first && count === before.count ? before : { count, first };
}

export interface RowsDrawn {
  /** The first row that is drawn. */
  readonly from: number;
  readonly isScrolling: boolean;
  readonly count: number;
}

/** Rows in the order of their slots in the document. */
export function inSlotOrder<Row extends { readonly index: number }>(rows: readonly Row[], slots: RowSlots): Row[] {
  const turn = ({ index }: Row) => slotOf(index + slots.count - slotOf(slots.first, slots), slots);
  return rows.toSorted((a, b) => turn(a) - turn(b));
}
