import { datasetLabel, type NamedDataset } from './dataset-label.ts';
import { commonDecimals } from './numbers.ts';

/**
 * The decimals of costs in a list over several data sets: those on one data set share theirs, because only they can be compared. The costs of images
 * and of signals of some microvolts would not fit one number of decimals.
 *
 * @param costsOf the costs that a row shows
 * @returns the decimals of a row of the list, or of another row with one of its data sets
 */
export function decimalsByDataset<Row extends NamedDataset>(
  rows: readonly Row[],
  costsOf: (row: Row) => readonly (number | null)[],
): (row: NamedDataset) => number {
  const byDataset = new Map(
    [...Map.groupBy(rows, datasetLabel)].map(([label, own]) => [label, commonDecimals(own.flatMap((row) => costsOf(row)))] as const),
  );
  const ofAll = commonDecimals(rows.flatMap((row) => costsOf(row)));
  return (row) => byDataset.get(datasetLabel(row)) ?? ofAll;
}
