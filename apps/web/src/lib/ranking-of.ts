import { defaultRanking, type Ranking } from '@hourglass/model/metrics';

/** The metric that ranks the epochs of a run. Rows leave the usual one out. */
export function rankingOf({ ranking }: { readonly ranking: Ranking | null }): Ranking {
  return ranking ?? defaultRanking;
}
