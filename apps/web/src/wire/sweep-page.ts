/** Sweeps on one page of their list. */
export const sweepsPerPage = 100;

/** A page of the sweeps that a search finds, as the server is asked for it. */
export interface SweepPageInput {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

/** @param page from 1 */
export function sweepPageInput(search: string, page: number): SweepPageInput {
  return { search: search.trim(), offset: (page - 1) * sweepsPerPage, limit: sweepsPerPage };
}
