/** The smallest and the largest value of a column as the file has them: 64-bit integers are exact. */
export interface ColumnRange {
  readonly low: number | bigint;
  readonly high: number | bigint;
}

/** Collects the range of each column, value by value. */
export class ColumnRanges {
  readonly #ranges: (ColumnRange | undefined)[] = [];

  add(column: number, value: number | bigint): void {
    const known = this.#ranges[column];
    if (known === undefined) this.#ranges[column] = { low: value, high: value };
    else if (value < known.low) this.#ranges[column] = { ...known, low: value };
    else if (value > known.high) this.#ranges[column] = { ...known, high: value };
  }

  /** The ranges of the columns that have values. */
  get all(): readonly ColumnRange[] {
    return this.#ranges.filter((range) => range !== undefined);
  }
}
