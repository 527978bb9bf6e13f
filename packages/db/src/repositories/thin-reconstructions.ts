import { keptEpochs, type ReconstructionKeeping } from '@hourglass/sweeps';
import { rankOf } from '@hourglass/sweeps/metrics';
import type { Queries } from '../client.ts';
import { oneOf } from '../one-of.ts';
import { keyOfMetric } from './metric-names.ts';
import { storedRanking } from './rankings.ts';

/** Maximum number of reconstructions that one transaction removes. A fully recorded run is thinned over several transactions. */
export const maxThinned = 100;

/** Removes reconstructions that `keeping` does not retain, the earliest first. Returns the number removed. */
export async function thinReconstructions(transaction: Queries, runKey: number, keeping: ReconstructionKeeping): Promise<number> {
  const excess = (await excessEpochs(transaction, runKey, keeping)).slice(0, maxThinned);
  if (excess.length === 0) return 0;
  return transaction.$executeRaw`
    DELETE FROM "Reconstruction" WHERE "runKey" = ${runKey} AND "epoch" IN ${oneOf(excess)}`;
}

/**
 * Epochs of a run whose reconstructions are not retained, ascending. Takes every full checkpoint into account, because the run can be
 * rewound to any of them.
 */
export async function excessEpochs(queries: Queries, runKey: number, keeping: ReconstructionKeeping): Promise<readonly number[]> {
  if (keeping.kind === 'all') return [];
  const ranking = await storedRanking(queries, runKey);
  const recorded = await queries.$queryRaw<readonly { readonly epoch: number; readonly rank: number | null }[]>`
    SELECT "Reconstruction"."epoch", "value" * ${rankOf(1, ranking)} AS "rank"
    FROM "Reconstruction" LEFT JOIN "EpochMetric"
      ON "EpochMetric"."runKey" = ${runKey} AND "metricKey" = ${keyOfMetric(ranking)} AND "EpochMetric"."epoch" = "Reconstruction"."epoch"
    WHERE "Reconstruction"."runKey" = ${runKey}
    ORDER BY "Reconstruction"."epoch"`;
  const checkpoints = await queries.$queryRaw<readonly { readonly epoch: number }[]>`
    SELECT "epoch" FROM "Checkpoint" WHERE "runKey" = ${runKey} AND "withOptimizer"`;
  const kept = keptEpochs(recorded, keeping, [...checkpoints.map(({ epoch }) => epoch), Number.POSITIVE_INFINITY]);
  return recorded.filter(({ epoch }) => !kept.has(epoch)).map(({ epoch }) => epoch);
}
