export interface SelectionClick {
  readonly id: string;
  /** Ids in the order in which they stand on screen. */
  readonly order: readonly string[];
  /** The row that was clicked before. */
  readonly anchor: string | null;
  readonly modifier: 'none' | 'shift' | 'toggle';
}

/** What is selected after a click: the row alone, with shift also everything from the row clicked before, or one more or less. */
export function toggleSelection(selected: readonly string[], { id, order, anchor, modifier }: SelectionClick): readonly string[] {
  if (modifier === 'toggle') return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
  if (modifier === 'none') return [id];
  // The row that was clicked before may have left the table.
  const from = order.indexOf(anchor !== null && order.includes(anchor) ? anchor : id);
  const to = order.indexOf(id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return [...new Set([...selected, ...range])];
}
