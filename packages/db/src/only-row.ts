/** Returns the row of a query that always has exactly one, such as a sum. */
export function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new TypeError(`A query for one row gave ${rows.length}.`);
  return row;
}
