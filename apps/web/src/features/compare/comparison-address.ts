/** URL parameters of the compare page: either run ids or a sweep id. */
export interface ComparisonAddress {
  readonly runs: readonly string[];
  readonly sweep: string | null;
}

export function comparisonInput({ runs, sweep }: ComparisonAddress): { runs: string[]; sweep?: string } {
  return sweep === null ? { runs: [...runs] } : { runs: [], sweep };
}
