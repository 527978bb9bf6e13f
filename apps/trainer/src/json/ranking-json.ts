import { metricKeyText, type Ranking, rankingDirections } from '@hourglass/model/metrics';
import { z } from 'zod';

/** The metric by which epochs and runs are ranked. */
export const rankingJson = z
  .object({ metric: z.string(), direction: z.enum(rankingDirections) })
  .describe('by what epochs and runs are ranked');

export function describeRanking(ranking: Ranking): z.output<typeof rankingJson> {
  return { metric: metricKeyText(ranking), direction: ranking.direction };
}
