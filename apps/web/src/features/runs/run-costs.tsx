import { isDefaultRanking, rankingText } from '@hourglass/model/metrics';
import { commonDecimals, formatCost, formatFixed, shortRunLabel } from '@hourglass/presentation';
import { CostComparison } from '#components/runs/cost-comparison.tsx';
import { FactList } from '#components/ui/facts.tsx';
import { hint } from '#components/ui/hint.ts';
import { rankingOf } from '#lib/ranking-of.ts';
import type { EpochRow } from '#wire/epoch-row.ts';
import type { RunRow } from '#wire/run-row.ts';
import styles from './run-page.module.css';

export interface RunCostsProps {
  readonly run: RunRow;
  readonly epochs: readonly EpochRow[];
  /** What the run is compared with. */
  readonly reference: RunRow | undefined;
}

/** Costs of the best epoch, and of the last one if that is another. */
export function RunCosts({ run, epochs, reference }: RunCostsProps) {
  const last = epochs.at(-1);
  const isBestLast = run.bestEpoch === null || last === undefined || run.bestEpoch === last.epoch;
  const ranking = rankingOf(run);
  const decimals = commonDecimals([run.lastTrainCost, run.bestValidationCost, run.bestTestCost, run.lastValidationCost, run.lastTestCost]);
  const lastBatchCost = last?.metrics.train?.batchCost ?? null;
  const atBest = [
    { name: 'validation', value: <strong>{formatFixed(run.bestValidationCost, decimals)}</strong> },
    ...(reference === undefined
      ? []
      : [
          {
            name: `against ${shortRunLabel(reference)}`,
            value: <CostComparison cost={run.bestValidationCost} reference={reference.bestValidationCost} />,
          },
        ]),
    { name: 'test', value: formatFixed(run.bestTestCost, decimals) },
  ];
  const atLast = [
    ...(isBestLast
      ? []
      : [
          { name: 'validation', value: formatFixed(run.lastValidationCost, decimals) },
          { name: 'test', value: formatFixed(run.lastTestCost, decimals) },
        ]),
    { name: run.kind === 'run' ? 'training, mean of the epoch' : 'training', value: formatFixed(run.lastTrainCost, decimals) },
    ...(lastBatchCost === null ? [] : [{ name: 'last batch, summed', value: formatCost(lastBatchCost) }]),
  ];
  return (
    <>
      <h2>
        Cost per sample{' '}
        {run.kind === 'run' && (
          <span className={styles.soft} {...hint(`The best epoch has the ${rankingText(ranking)}; the earliest one on a tie`)}>
            {run.bestEpoch === null ? 'no best epoch yet' : `best epoch ${run.bestEpoch}${isBestLast ? ', the last' : ''}`}
            {!isDefaultRanking(ranking) && run.bestValue !== null && ` · ${rankingText(ranking)}: ${formatCost(run.bestValue)}`}
          </span>
        )}
      </h2>
      <FactList facts={isBestLast ? [...atBest, ...atLast] : atBest} />
      {!isBestLast && (
        <>
          <h3 className={styles.soft}>last epoch {last.epoch}</h3>
          <FactList facts={atLast} />
        </>
      )}
    </>
  );
}
