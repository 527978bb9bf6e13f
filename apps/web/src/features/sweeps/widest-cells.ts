interface Cell {
  getValue(): unknown;
}

/** The widest cell of each column: the longest text, or the largest number, because the numbers of a column share their decimals. */
export function widestCells<C extends Cell>(rows: readonly (readonly C[])[]): readonly C[] {
  const [first = []] = rows;
  return first.map((start, column) =>
    rows.reduce((widest, row) => {
      const cell = row[column];
      return cell !== undefined && isWider(cell.getValue(), widest.getValue()) ? cell : widest;
    }, start),
  );
}

function isWider(value: unknown, than: unknown): boolean {
  if (value === undefined) return false;
  if (than === undefined) return true;
  return typeof value === 'number' && typeof than === 'number' ? value > than : String(value).length > String(than).length;
}
