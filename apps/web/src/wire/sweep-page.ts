/** Number of sweeps per page of the list. */
export const sweepsPerPage = 100;

/** Query for one page of the sweeps that match a search. */
export interface SweepPageInput {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

/** @param page page number, from 1 */
export function sweepPageInput(search: string, page: number): SweepPageInput {
  return { search: search.trim(), offset: (page - 1) * sweepsPerPage, limit: sweepsPerPage };
}
