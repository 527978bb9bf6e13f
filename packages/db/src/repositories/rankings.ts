import { defaultRanking, isDefaultRanking, metricParts, type Ranking, rankingDirections } from '@hourglass/sweeps/metrics';
import { z } from 'zod';
import type { Queries } from '../client.ts';
import { parseJson } from '../json.ts';

const rankingSchema = z.strictObject({ direction: z.enum(rankingDirections), part: z.enum(metricParts), name: z.string() }).readonly();

/** The value of the column `Sweep.ranking`. */
export function rankingColumn(ranking: Ranking): string | null {
  const { direction, part, name } = ranking;
  return isDefaultRanking(ranking) ? null : JSON.stringify({ direction, part, name });
}

/** Parsed columns: lists read thousands of runs of few sweeps. */
const known = new Map<string, Ranking>();

/** The ranking in the column `Sweep.ranking`. */
export function readRanking(column: string | null): Ranking {
  if (column === null) return defaultRanking;
  const ranking = known.get(column) ?? parseJson(rankingSchema, column);
  known.set(column, ranking);
  return ranking;
}

/** The ranking of a run, of the kind in its column. A baseline records costs alone, once, so they rank it whatever its sweep's metric is. */
export function rankingOfRun(kind: string, column: string | null): Ranking {
  return kind === 'baseline' ? defaultRanking : readRanking(column);
}

/** The ranking of a stored run. */
export async function storedRanking(queries: Queries, runKey: number): Promise<Ranking> {
  const { kind, sweep } = await queries.run.findUniqueOrThrow({
    where: { key: runKey },
    select: { kind: true, sweep: { select: { ranking: true } } },
  });
  return rankingOfRun(kind, sweep.ranking);
}
