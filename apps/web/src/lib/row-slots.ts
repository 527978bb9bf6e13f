/** DOM nodes are recycled: a row that scrolls out of view hands its node to the row that scrolls in. */
export interface RowSlots {
  /** The largest number of visible rows. */
  readonly count: number;
  /** The first slot in document order. */
  readonly first: number;
}

/** The slot of a row. Rows next to each other never share one, as long as there are no more of them than slots. */
export function slotOf(index: number, { count }: Pick<RowSlots, 'count'>): number {
  return index % count;
}

/**
 * Slots for the rows from a first row on. While a list scrolls, slots keep their document order, because moving an element costs as
 * much as creating one. When the scroll ends, document order is row order again, for the keyboard and screen readers.
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

/** Rows in document order of their slots. */
export function inSlotOrder<Row extends { readonly index: number }>(rows: readonly Row[], slots: RowSlots): Row[] {
  const turn = ({ index }: Row) => slotOf(index + slots.count - slotOf(slots.first, slots), slots);
  return rows.toSorted((a, b) => turn(a) - turn(b));
}
