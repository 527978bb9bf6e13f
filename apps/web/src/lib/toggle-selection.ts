export interface SelectionClick {
  readonly id: string;
  /** Ids in screen order. */
  readonly order: readonly string[];
  /** The row that was clicked before. */
  readonly anchor: string | null;
  readonly modifier: 'none' | 'shift' | 'toggle';
}

/** The selection after a click: the row alone; with shift, all rows from the previously clicked one; with the modifier, the row is toggled. */
export function toggleSelection(selected: readonly string[], { id, order, anchor, modifier }: SelectionClick): readonly string[] {
  if (modifier === 'toggle') return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
  if (modifier === 'none') return [id];
  // The row that was clicked before may have left the table.
  const from = order.indexOf(anchor !== null && order.includes(anchor) ? anchor : id);
  const to = order.indexOf(id);
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return [...new Set([...selected, ...range])];
}
