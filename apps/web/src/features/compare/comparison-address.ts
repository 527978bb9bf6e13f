/** What the address of the compare page asks for: some runs, or all of a sweep. */
export interface ComparisonAddress {
  readonly runs: readonly string[];
  readonly sweep: string | null;
}

export function comparisonInput({ runs, sweep }: ComparisonAddress): { runs: string[]; sweep?: string } {
  return sweep === null ? { runs: [...runs] } : { runs: [], sweep };
}
