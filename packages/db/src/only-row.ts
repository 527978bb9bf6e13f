/** The one row of a query that has exactly one, for example of sums. */
export function onlyRow<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new TypeError(`A query for one row gave ${rows.length}.`);
  return row;
}
