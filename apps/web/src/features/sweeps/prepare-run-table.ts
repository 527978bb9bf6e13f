import { layouts } from '@hourglass/model/layout';
import { defaultRanking, isDefaultRanking, type Ranking } from '@hourglass/model/metrics';
import { derivedParameters, parameterTitle } from '@hourglass/model/parameters';
import { commonDecimals } from '@hourglass/presentation';
import { isFinished } from '@hourglass/sweeps/run-state';
import { pcaBaselineOf } from '#lib/relevant-baselines.ts';
import type { RunRow } from '#wire/run-row.ts';

/** A row of the table: a run with the cost that it is compared with. */
export interface TableRun extends RunRow {
  /**
   * The cost that it is compared by: validation at its best epoch, or test where that has none (of its last epoch if no epoch is the best); null
   * before its first epoch ends.
   */
  readonly judgedCost: number | null;
  /** The same of the reference run, or of PCA with the same code size; null if there is none. */
  readonly referenceCost: number | null;
}

export interface ParameterColumn {
  readonly key: string;
  readonly title: string;
  readonly isDerived: boolean;
  readonly isNumeric: boolean;
}

export interface RunTablePlan {
  readonly runs: readonly TableRun[];
  readonly baselines: readonly RunRow[];
  readonly parameters: readonly ParameterColumn[];
  /** Number of decimals shared by all costs in the table. */
  readonly decimals: number;
  /**
   * Whether the costs of the last epoch have columns: if any run's best epoch is not its last, or may still change, so that no column appears or
   * disappears while a page is open.
   */
  readonly hasLast: boolean;
  /** Whether epochs are ranked, so that one of each run is the best. */
  readonly hasBest: boolean;
  /** Whether best epochs have a validation cost. */
  readonly hasValidation: boolean;
  /** The metric that ranks epochs and runs. */
  readonly ranking: Ranking;
  /** Number of decimals shared by its values. */
  readonly rankedDecimals: number;
  /** Whether runs have trained since the page was opened: then columns keep the room that training takes. */
  readonly wasLive: boolean;
  /** The run that costs are compared with; null for PCA. */
  readonly reference: RunRow | null;
}

export interface RunTableInput {
  readonly rows: readonly RunRow[];
  readonly varying: readonly string[];
  readonly constants: Readonly<Record<string, number | string>>;
  /** The run that costs are compared with; null for PCA. */
  readonly reference?: string | null;
  readonly hasBest?: boolean;
  readonly ranking?: Ranking;
  /** Whether runs have trained since the page was opened. */
  readonly wasLive?: boolean;
}

/** Whether a derived parameter is visible in the layers column and so needs no column. */
function isShownByLayers(key: string, varying: readonly string[]): boolean {
  return layouts.some(({ field, derived }) => varying.includes(field) && derived.some(({ name }) => name === key));
}

/** Selects the parameter columns, the number of decimals, and the baseline of each run. */
export function prepareRunTable({
  rows,
  varying,
  constants,
  reference: chosen = null,
  hasBest = true,
  ranking = defaultRanking,
  wasLive = false,
}: RunTableInput): RunTablePlan {
  const hasValidation = hasBest && (isDefaultRanking(ranking) || rows.some(({ lastValidationCost }) => lastValidationCost !== null));
  const judged = (run: RunRow) => {
    if (hasValidation) return run.bestValidationCost;
    // A baseline has one epoch.
    return hasBest && run.kind === 'run' ? run.bestTestCost : run.lastTestCost;
  };
  const baselines = rows.filter(({ kind }) => kind === 'baseline');
  const reference = rows.find(({ id }) => id === chosen) ?? null;
  const runs = rows
    .filter(({ kind }) => kind === 'run')
    .map((run): TableRun => {
      const values = { ...constants, ...run.values };
      const against = reference ?? pcaBaselineOf({ ...run, values }, baselines);
      return { ...run, judgedCost: judged(run), referenceCost: against === undefined ? null : judged(against) };
    });
  return {
    runs,
    baselines,
    reference,
    hasBest,
    hasValidation,
    ranking,
    rankedDecimals: commonDecimals(runs.map(({ bestValue }) => bestValue)),
    wasLive,
    parameters: varying
      .filter((key) => !isShownByLayers(key, varying))
      .map((key) => ({
        key,
        title: parameterTitle(key),
        isDerived: derivedParameters.includes(key),
        isNumeric: key === 'seed' || runs.every(({ values }) => typeof values[key] === 'number'),
      })),
    hasLast:
      wasLive ||
      runs.some(({ state, bestValidationCost, lastValidationCost }) => !isFinished(state) || bestValidationCost !== lastValidationCost),
    decimals: commonDecimals(
      [...runs, ...baselines].flatMap((run) => (hasBest ? [run.bestValidationCost, run.bestTestCost] : [run.lastTestCost])),
    ),
  };
}
